import { Connections1764500000019 } from './1764500000019-connections.js';
import { Calendars1764500000020 } from './1764500000020-calendars.js';
import { Config1764000000001 } from './1764000000001-config.js';
import { Facts1764000000002 } from './1764000000002-facts.js';
import { AsteriskViews1764000000003 } from './1764000000003-asterisk-views.js';
import { Access1764100000001 } from './1764100000001-access.js';
import { AccessSearch1764100000002 } from './1764100000002-access-search.js';
import { Reports1764100000003 } from './1764100000003-reports.js';
import { TrunkQualify1764100000005 } from './1764100000005-trunk-qualify.js';
import { Billing1764200000001 } from './1764200000001-billing.js';
import { Quotas1764200000002 } from './1764200000002-quotas.js';
import { ApiKeys1764200000003 } from './1764200000003-api-keys.js';
import { CallDirection1764200000004 } from './1764200000004-call-direction.js';
import { CallMoney1764200000005 } from './1764200000005-call-money.js';
import { OrderIds1764200000006 } from './1764200000006-order-ids.js';
import { ReratingChanges1764200000007 } from './1764200000007-rerating-changes.js';
import { Cluster1764300000001 } from './1764300000001-cluster.js';
import { NodeLines1764300000002 } from './1764300000002-node-lines.js';
import { Replication1764300000003 } from './1764300000003-replication.js';
import { Edge1764300000004 } from './1764300000004-edge.js';
import { Relay1764300000005 } from './1764300000005-relay.js';
import { Selection1764400000001 } from './1764400000001-selection.js';
import { Waiting1764400000002 } from './1764400000002-waiting.js';
import { DutyRules1764400000003 } from './1764400000003-duty-rules.js';
import { Figures1764400000004 } from './1764400000004-figures.js';
import { Supervision1764400000006 } from './1764400000006-supervision.js';
import { Telephones1764400000007 } from './1764400000007-telephones.js';
import { FiguresSurfaces1764500000001 } from './1764500000001-figures-surfaces.js';
import { WrapUp1764500000002 } from './1764500000002-wrap-up.js';
import { DutyMoves1764500000003 } from './1764500000003-duty-moves.js';
import { Callbacks1764500000004 } from './1764500000004-callbacks.js';
import { TelephoneAgents1764500000006 } from './1764500000006-telephone-agents.js';
import { Music1764500000007 } from './1764500000007-music.js';
import { Answering1764500000009 } from './1764500000009-answering.js';
import { OpenLines1764500000010 } from './1764500000010-open-lines.js';
import { LastingSpans1764500000011 } from './1764500000011-lasting-spans.js';
import { EndedCallbacks1764500000012 } from './1764500000012-ended-callbacks.js';
import { Flows1764500000013 } from './1764500000013-flows.js';
import { Lists1764500000015 } from './1764500000015-lists.js';
import { Voicemail1764500000017 } from './1764500000017-voicemail.js';
import { Forwarding1764500000023 } from './1764500000023-forwarding.js';
import { Evaluations1764500000024 } from './1764500000024-evaluations.js';
import { RingGroups1764500000022 } from './1764500000022-ring-groups.js';
import { PromptSounds1764500000027 } from './1764500000027-prompt-sounds.js';
import { Paths1764500000028 } from './1764500000028-paths.js';
import { SpeechLines1764500000016 } from './1764500000016-speech-lines.js';

export const MIGRATIONS = [
  Config1764000000001,
  Facts1764000000002,
  AsteriskViews1764000000003,
  Access1764100000001,
  AccessSearch1764100000002,
  Reports1764100000003,
  TrunkQualify1764100000005,
  Billing1764200000001,
  Quotas1764200000002,
  ApiKeys1764200000003,
  CallDirection1764200000004,
  CallMoney1764200000005,
  OrderIds1764200000006,
  ReratingChanges1764200000007,
  Cluster1764300000001,
  NodeLines1764300000002,
  Replication1764300000003,
  Edge1764300000004,
  Relay1764300000005,
  Selection1764400000001,
  Waiting1764400000002,
  DutyRules1764400000003,
  Figures1764400000004,
  Supervision1764400000006,
  Telephones1764400000007,
  FiguresSurfaces1764500000001,
  WrapUp1764500000002,
  DutyMoves1764500000003,
  Callbacks1764500000004,
  TelephoneAgents1764500000006,
  Music1764500000007,
  Answering1764500000009,
  OpenLines1764500000010,
  LastingSpans1764500000011,
  EndedCallbacks1764500000012,
  Flows1764500000013,
  Voicemail1764500000017,
  SpeechLines1764500000016,
  Connections1764500000019,
  Lists1764500000015,
  Calendars1764500000020,
  RingGroups1764500000022,
  Evaluations1764500000024,
  PromptSounds1764500000027,
  Forwarding1764500000023,
  Paths1764500000028,
];
