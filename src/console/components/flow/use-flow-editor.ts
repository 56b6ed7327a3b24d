import { useCallback, useEffect, useRef, useState } from 'react';

import type { FlowGraph } from '../../../ivr/core/flow-graph.js';
import type { FlowChanged, FlowDesignView } from '../../flows/flow-views.js';
import { useLeaveGuard } from '../parts/kept-drafts.js';
import { useSession } from '../parts/session.js';
import { Refused, request } from '../parts/tariff-api.js';
import { begun, edited, redone, undone, type History } from './history.js';
import { useFlowWords } from './words.js';

/** What the person is told of what was done last. */
export interface Notice {
  readonly text: string;
  readonly good: boolean;
  /** What is wrong with fields, as the server says. */
  readonly fields?: readonly string[];
}

export interface FlowEditing {
  readonly design: FlowDesignView;
  readonly graph: FlowGraph;
  readonly unsaved: boolean;
  readonly busy: boolean;
  readonly notice: Notice | null;
  /** As somebody else has saved it meanwhile; null: nobody has. */
  readonly theirs: FlowDesignView | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly change: (graph: FlowGraph, of: string | null) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly save: () => Promise<void>;
  readonly publish: () => Promise<void>;
  readonly restore: (versionId: string, number: number) => Promise<void>;
  readonly saveMine: () => Promise<void>;
  readonly readTheirs: () => void;
}

export function addressOf(id: string): string {
  return `/console/x/flows/${encodeURIComponent(id)}`;
}

/** The draft of a flow while it is edited. Nothing that was drawn is lost but by leaving the page. */
export function useFlowEditor(begin: FlowDesignView): FlowEditing {
  const say = useFlowWords();
  const [history, setHistory] = useState<History<FlowGraph>>(() => begun(begin.flow.draft));
  const server = useServer(begin);
  const { design, setDesign, theirs, setTheirs, setNotice, doing } = server;
  const graph = history.present;
  const unsaved = graph !== design.flow.draft && JSON.stringify(graph) !== JSON.stringify(design.flow.draft);
  useLeaveGuard(unsaved, say('leaveSure'));
  const drawn = useRef(graph);
  drawn.current = graph;
  const change = useCallback((next: FlowGraph, of: string | null) => setHistory((now) => edited(now, next, of)), []);
  const { flow } = design;
  const path = addressOf(flow.id);

  const keep = async (version: number): Promise<number> => {
    const body = { version, name: flow.name, draft: drawn.current };
    const { flow: saved } = await request<FlowChanged>(path, body);
    setDesign((before) => ({ ...before, flow: { ...saved, draft: body.draft } }));
    return saved.version;
  };
  const save = (version = flow.version): Promise<void> =>
    doing(async () => {
      await keep(version);
      setNotice({ text: say('savedNow'), good: true });
    });
  const publish = (): Promise<void> =>
    doing(async () => {
      const version = unsaved ? await keep(flow.version) : flow.version;
      await request<FlowChanged>(`${path}/publish`, { version });
      const after = await request<FlowDesignView>(path);
      setDesign({ ...after, flow: { ...after.flow, draft: drawn.current } });
      setNotice({ text: say('publishedNow', { number: after.versions[0]?.number ?? '' }), good: true });
    });
  const restore = (versionId: string, number: number): Promise<void> =>
    doing(async () => {
      const { flow: restored } = await request<FlowChanged>(`${path}/restore`, { version: flow.version, versionId });
      setDesign((before) => ({ ...before, flow: restored }));
      change(restored.draft, null);
      setNotice({ text: say('restoredNow', { number }), good: true });
    });
  return {
    ...server,
    ...{ graph, unsaved, change, save: () => save(), publish, restore },
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo: () => setHistory(undone),
    redo: () => setHistory(redone),
    saveMine: async () => {
      if (theirs === null) return;
      setTheirs(null);
      setDesign({ ...theirs, flow: { ...theirs.flow, name: flow.name } });
      await save(theirs.flow.version);
    },
    readTheirs: () => {
      if (theirs === null) return;
      setTheirs(null);
      setDesign(theirs);
      change(theirs.flow.draft, null);
    },
  };
}

interface Server extends Pick<FlowEditing, 'design' | 'theirs' | 'busy' | 'notice'> {
  readonly setDesign: React.Dispatch<React.SetStateAction<FlowDesignView>>;
  readonly setTheirs: (theirs: FlowDesignView | null) => void;
  readonly setNotice: (notice: Notice | null) => void;
  /** Does it; what stands in the way is told. */
  readonly doing: (work: () => Promise<void>) => Promise<void>;
}

function useServer(begin: FlowDesignView): Server {
  const say = useFlowWords();
  const { language } = useSession();
  const [design, setDesign] = useState(begin);
  const [theirs, setTheirs] = useState<FlowDesignView | null>(null);
  const [busy, setBusy] = useState(false);
  const [notice, setNotice] = useState<Notice | null>(null);
  const tell = async (error: unknown): Promise<void> => {
    if (!(error instanceof Refused)) throw error;
    // that the session is over is told above the page
    if (error.sessionOver) return;
    if (error.code === 'platform.changed_meanwhile') {
      setTheirs(await request<FlowDesignView>(addressOf(begin.flow.id)));
      return;
    }
    const fields = Object.values(error.fields ?? {}).map((text) => text[language]);
    setNotice({ text: error.text?.[language] ?? say('noAnswer'), good: false, fields });
  };
  const doing = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setNotice(null);
    try {
      await work().catch(tell);
    } catch {
      setNotice({ text: say('noAnswer'), good: false });
    } finally {
      setBusy(false);
    }
  };
  return { design, setDesign, theirs, setTheirs, busy, notice, setNotice, doing };
}

/** What the editor begins with; until it is there nothing, or why it is not. */
export function useFlowDesign(id: string): { readonly design: FlowDesignView | null; readonly fault: string | null } {
  const say = useFlowWords();
  const { language } = useSession();
  const [design, setDesign] = useState<FlowDesignView | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    request<FlowDesignView>(addressOf(id)).then(
      (found) => {
        if (current) setDesign(found);
      },
      (error: unknown) => {
        const text = error instanceof Refused ? error.text?.[language] : undefined;
        if (current) setFault(text ?? say('noAnswer'));
      },
    );
    return () => {
      current = false;
    };
  }, [id]);
  return { design, fault };
}
