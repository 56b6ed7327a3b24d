import { useQueryParams } from 'adminjs';

/** Field, or field and end of a range -> what is searched for. */
export type Filters = Readonly<Record<string, string | undefined>>;

interface Address {
  /** Not there where nothing is searched for, whatever AdminJS's types say. */
  readonly filters?: Filters;
  readonly storeParams: (params: object) => void;
  readonly clearParams: (name: string) => void;
}

/** The filter of a list, which lies in the address of the page. */
export function useFilters(): {
  readonly filters: Filters;
  readonly apply: (filters: Filters) => void;
  readonly clear: () => void;
} {
  const { filters = {}, storeParams, clearParams } = useQueryParams() as unknown as Address;
  return {
    filters,
    apply: (wanted) => storeParams({ filters: wanted, page: '1' }),
    clear: () => clearParams('filters'),
  };
}
