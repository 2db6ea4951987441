import type { Problem } from '../../src/http/contract/problem.ts';
import type { Reply, RouteName, Sent } from '../../src/http/contract/routes.ts';

/** Parameters of a route as the contract types them; the contract itself is not loaded, so no schema library reaches the page. */
type Input<Name extends RouteName> = Pick<
  { readonly params: Sent<Name, 'params'>; readonly query: Sent<Name, 'query'>; readonly body: Sent<Name, 'body'> },
  | (Sent<Name, 'params'> extends undefined ? never : 'params')
  | (Sent<Name, 'query'> extends undefined ? never : 'query')
  | (Sent<Name, 'body'> extends undefined ? never : 'body')
>;

interface AnyInput {
  readonly params?: object;
  readonly query?: object;
  readonly body?: unknown;
}

type SearchPage = Reply<'GET /v1/interactions'>;
export type SearchHit = SearchPage['items'][number];
export type Facets = Reply<'GET /v1/interactions/facets'>;
export type Interaction = Reply<'GET /v1/interactions/{id}'>;
export type Turn = Interaction['turns'][number];
export type InteractionEvent = Interaction['events'][number];
export type Leg = Interaction['legs'][number];
export type MeasureCatalogue = Reply<'GET /v1/measures'>;
export type MeasureDefinition = MeasureCatalogue['items'][number];
export type SourceStatus = Reply<'GET /v1/sources'>['items'][number];
export type ParkedItem = Reply<'GET /v1/parked'>['items'][number];
export type Progress = Reply<'GET /v1/progress'>;
export type QueryBody = Sent<'POST /v1/query', 'body'>;
export type QueryFilter = NonNullable<QueryBody['filters']>[number];
export type QueryResult = Reply<'POST /v1/query'>;
export type ResultRow = QueryResult['rows'][number];
export type CellValue = ResultRow['values'][string];
export type ValueChange = NonNullable<ResultRow['compared']>['changes'][string];
export type MetricCatalogue = Reply<'GET /v1/metrics'>;
export type DriverModel = Reply<'GET /v1/drivers'>;
export type Driver = DriverModel['drivers'][number];
export type Insight = Reply<'POST /v1/insights/run'>['items'][number];
export type SavedSearch = Reply<'GET /v1/searches'>['items'][number];
export type Finding = Interaction['findings'][number];
export type Explanation = Reply<'GET /v1/rules/{id}/explain/{interaction}'>['items'][number];
export type RuleVersion = Reply<'GET /v1/rules/versions'>['items'][number];
export type WorkspaceSettings = Reply<'GET /v1/workspace'>;
export type Setting = WorkspaceSettings['settings'][number];
export type Rule = Reply<'GET /v1/rules'>['items'][number];
export type RuleFileProblem = Reply<'GET /v1/rules'>['problems'][number];
export type RuleStanding = Reply<'GET /v1/rules/standing'>;
export type RuleNames = Reply<'GET /v1/rules/names'>;
export type OpenRule = Reply<'GET /v1/rules/{id}'>;
export type RuleCheck = Reply<'POST /v1/rules/{id}/check'>;
export type RuleTestOutcome = Reply<'POST /v1/rules/{id}/test'>['items'][number];
export type RuleTrial = Reply<'POST /v1/rules/try'>;
export type RuleExample = RuleTrial['examples'][number];
export type RuleDifference = Reply<'POST /v1/rules/{id}/compare'>['items'][number];
export type RuleChange = Reply<'GET /v1/rules/{id}/history'>['items'][number];
export type RuleMeasure = Reply<'GET /v1/rules/{id}/measure'>;
export type LabelDraw = Reply<'POST /v1/rules/{id}/draws'>;
export type NoiseReport = Reply<'POST /v1/rules/{id}/noise'>;
export type ConvertedRules = Reply<'POST /v1/rules/convert'>;

/** What the server answered instead, with what to do about it. */
export class ApiError extends Error {
  readonly status: number;
  readonly help: string;

  constructor(problem: Pick<Problem, 'status' | 'detail' | 'help'>) {
    super(problem.detail);
    this.name = 'ApiError';
    this.status = problem.status;
    this.help = problem.help;
  }
}

/** One call of the API: `call('GET /v1/interactions/{id}', { params: { id } })`. */
export async function call<Name extends RouteName>(name: Name, input: Input<Name>, signal?: AbortSignal): Promise<Reply<Name>> {
  const [method = 'GET'] = name.split(' ');
  const { body }: AnyInput = input;
  const reply = await fetch(addressOf(name, input), {
    method,
    ...(signal && { signal }),
    // The server takes a change from the page alone, and this header is what no other site's page can add.
    headers: { ...(method !== 'GET' && { 'x-earshot-page': '1' }), ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!reply.ok) throw new ApiError(await readProblem(reply));
  return reply.json();
}

/** The address of a route, for what the browser loads itself: recordings, downloads, event streams. */
export function addressOf<Name extends RouteName>(name: Name, input: Input<Name>): string {
  const { params = {}, query = {} }: AnyInput = input;
  const [, path = '/'] = name.split(' ');
  const values = new Map(Object.entries(params));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_hole, key: string) => encodeURIComponent(String(values.get(key))));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.append(key, String(value));
  return search.size > 0 ? `${filled}?${search}` : filled;
}

async function readProblem(reply: Response): Promise<Pick<Problem, 'status' | 'detail' | 'help'>> {
  try {
    return await reply.json();
  } catch {
    return { status: reply.status, detail: `The server answered ${reply.status}.`, help: '' };
  }
}
