import type { Turn } from '../../domain/interaction.ts';
import { openMsBetween } from './business-hours.ts';
import type { MeasureResults, MeasureScope, MeasureValue } from './measure-scope.ts';
import { percentile } from './percentile.ts';

/** One agent message that answered, and the first customer message that waited for it; ms from the start. */
interface Response {
  readonly askedMs: number;
  readonly answeredMs: number;
}

/** How fast a text channel was answered. Only people's replies count as agents'; bots stand apart. */
export function responseMeasures(scope: MeasureScope): MeasureResults {
  const responses = responsesOf(scope.turns);
  const gap = gapOf(scope);
  const times = responses.map(({ askedMs, answeredMs }) => answeredMs - askedMs);
  const target = targetMs(scope);
  const ratio = target === null ? 'metric-unknown' : times.filter((time) => time <= target).length / times.length;
  return {
    first_response: firstResponse(scope, 'agent'),
    'first_response.bot': firstResponse(scope, 'bot'),
    'response_time.p50': percentile(times, 0.5) ?? gap,
    'response_time.p90': percentile(times, 0.9) ?? gap,
    'response_time.longest': percentile(times, 1) ?? gap,
    'response_time.within_target': times.length === 0 ? gap : ratio,
    ...(scope.interaction.channel === 'email' && { 'response_time.business.p50': businessTime(responses, scope) ?? gap }),
    resolve_time: resolveTime(scope),
  };
}

/** Each time an agent writes after customer messages: measured from the first of them that nobody had answered. */
function responsesOf(turns: readonly Turn[]): readonly Response[] {
  const responses: Response[] = [];
  let askedMs: number | null = null;
  for (const { role, startMs } of turns) {
    if (startMs === null) continue;
    if (role === 'customer') askedMs ??= startMs;
    else if (role === 'agent' && askedMs !== null) {
      responses.push({ askedMs, answeredMs: startMs });
      askedMs = null;
    }
  }
  return responses;
}

function gapOf({ turns }: MeasureScope): MeasureValue {
  const has = (role: string) => turns.some((turn) => turn.role === role);
  if (!has('agent') || !has('customer')) return 'no-such-role';
  return turns.some((turn) => turn.startMs === null) ? 'no-clock' : 'too-short';
}

/** From entry into the queue where that is known, else from the first customer message. */
function firstResponse({ turns, interaction }: MeasureScope, role: 'agent' | 'bot'): MeasureValue {
  const first = turns.find((turn) => turn.role === 'customer');
  const queuedMs = role === 'agent' ? interaction.legs.find((leg) => leg.kind === 'queue')?.startMs : undefined;
  const reply = turns.find((turn) => turn.role === role && (first === undefined || turn.index > first.index));
  if (reply === undefined || (first === undefined && queuedMs === undefined)) return 'no-such-role';
  const fromMs = queuedMs ?? first?.startMs ?? null;
  return fromMs === null || reply.startMs === null ? 'no-clock' : Math.max(0, reply.startMs - fromMs);
}

function targetMs({ interaction, thresholds }: MeasureScope): number | null {
  return interaction.channel === 'voice' ? null : thresholds.responseTargetSeconds[interaction.channel] * 1000;
}

function businessTime(responses: readonly Response[], { interaction, thresholds }: MeasureScope): MeasureValue | null {
  if (interaction.startedAt === null) return 'no-clock';
  const zero = Date.parse(interaction.startedAt);
  const open = responses.map(({ askedMs, answeredMs }) =>
    openMsBetween({ from: zero + askedMs, to: zero + answeredMs }, thresholds.businessHours, interaction.timeZone),
  );
  return percentile(open, 0.5);
}

/** From the first customer message to the last close; a contact that nobody closed has none. */
function resolveTime({ turns, events }: MeasureScope): MeasureValue {
  const first = turns.find((turn) => turn.role === 'customer');
  const closed = events.filter((event) => event.kind === 'close').at(-1);
  if (first === undefined) return 'no-such-role';
  if (closed === undefined) return 'metric-unknown';
  return first.startMs === null ? 'no-clock' : Math.max(0, closed.startMs - first.startMs);
}
