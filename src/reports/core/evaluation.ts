/** What a caller answered to one question about the conversation with an agent. */
export interface Evaluation {
  readonly id: string;
  readonly at: Date;
  readonly callId: string;
  readonly agentId: string | null;
  readonly queueId: string | null;
  readonly question: string;
  readonly score: number;
  /** The highest there is. */
  readonly most: number;
}

/** What callers answered of an agent in a queue on a day ("2026-11-23") of the tenant's. */
export interface EvaluationDay {
  readonly id: string;
  readonly day: string;
  readonly agentId: string | null;
  readonly queueId: string | null;
  /** Callers who were asked, and those who answered anything. */
  readonly asked: number;
  readonly answered: number;
  readonly scores: number;
  /** Of the highest score, on average over all answers; null: there is none. */
  readonly percent: number | null;
  /** Answers of at most two fifths of the highest score. */
  readonly low: number;
}
