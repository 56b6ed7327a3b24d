// In ES modules jest gives its `jest` object by import.meta alone; specs use it as they use `test` and `expect`.
globalThis.jest = import.meta.jest;
