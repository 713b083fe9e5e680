// Takes from GitHub's own descriptions the part that the stand-in implements, and writes rest.json and schema.graphql beside itself.
//   npm install --prefix DIR @octokit/openapi@23.0.2 @octokit/graphql-schema@15.26.1 graphql@16
//   node extract.mjs DIR
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const from = resolve(process.argv[2] ?? '.');
const here = import.meta.dirname;
const packageOf = name => JSON.parse(readFileSync(join(from, 'node_modules', name, 'package.json'), 'utf8'));

const repo = '/repos/{owner}/{repo}';
const operations = [
  'get /user',
  'get /rate_limit',
  `get ${repo}`,
  `get ${repo}/pulls`, `post ${repo}/pulls`,
  `get ${repo}/pulls/{pull_number}`, `patch ${repo}/pulls/{pull_number}`,
  `put ${repo}/pulls/{pull_number}/merge`,
  `get ${repo}/pulls/{pull_number}/reviews`, `post ${repo}/pulls/{pull_number}/reviews`,
  `post ${repo}/pulls/{pull_number}/requested_reviewers`,
  `get ${repo}/pulls/{pull_number}/comments`,
  `post ${repo}/pulls/{pull_number}/comments/{comment_id}/replies`,
  `get ${repo}/issues/{issue_number}`, `patch ${repo}/issues/{issue_number}`,
  `get ${repo}/issues/{issue_number}/comments`, `post ${repo}/issues/{issue_number}/comments`,
  `get ${repo}/issues/{issue_number}/reactions`,
  `post ${repo}/issues/{issue_number}/labels`,
  `get ${repo}/milestones`,
  `get ${repo}/commits/{ref}/check-runs`,
  `get ${repo}/commits/{ref}/status`,
  `get ${repo}/check-runs/{check_run_id}/annotations`,
  `get ${repo}/actions/jobs/{job_id}/logs`,
  `get ${repo}/rules/branches/{branch}`,
  `get ${repo}/branches/{branch}/protection/required_status_checks`,
  `get ${repo}/git/ref/{ref}`,
  `delete ${repo}/git/refs/{ref}`,
];

// Object types of GraphQL and those of their fields that the stand-in answers; the interfaces, unions, enums, inputs and scalars
// that these fields are declared with come along.
const comment = 'author authorAssociation body createdAt databaseId fullDatabaseId id updatedAt url';
const connection = 'nodes pageInfo totalCount';
const types = {
  Query: 'node nodes rateLimit repository viewer',
  Mutation: 'convertPullRequestToDraft enqueuePullRequest markPullRequestReadyForReview resolveReviewThread unresolveReviewThread',
  RateLimit: 'cost limit nodeCount remaining resetAt used',
  Repository: 'defaultBranchRef deleteBranchOnMerge id isPrivate mergeCommitAllowed name nameWithOwner owner pullRequest pullRequests rebaseMergeAllowed squashMergeAllowed url viewerPermission',
  Ref: 'id name target',
  User: 'databaseId id login url',
  Bot: 'databaseId id login url',
  PullRequest: `${comment} baseRefName baseRefOid closed closedAt comments commits headRefName headRefOid headRepository isCrossRepository isDraft isInMergeQueue isMergeQueueEnabled labels latestReviews mergeCommit mergeQueueEntry mergeStateStatus mergeable merged mergedAt milestone number reactions repository reviewDecision reviewRequests reviewThreads reviews state statusCheckRollup title`,
  PullRequestConnection: connection,
  PullRequestReviewThread: 'comments id isOutdated isResolved line originalLine path pullRequest resolvedBy startLine',
  PullRequestReviewThreadConnection: connection,
  PullRequestReviewComment: `${comment} commit originalCommit path publishedAt pullRequestReview replyTo state`,
  PullRequestReviewCommentConnection: connection,
  PullRequestReview: `${comment} comments commit state submittedAt`,
  PullRequestReviewConnection: connection,
  IssueComment: comment,
  IssueCommentConnection: connection,
  Reaction: 'content createdAt databaseId id user',
  ReactionConnection: connection,
  ReviewRequest: 'id requestedReviewer',
  ReviewRequestConnection: connection,
  Label: 'color id name',
  LabelConnection: connection,
  Milestone: 'id number title',
  PullRequestCommit: 'commit id',
  PullRequestCommitConnection: connection,
  Commit: 'id message oid statusCheckRollup',
  StatusCheckRollup: 'commit contexts id state',
  StatusCheckRollupContextConnection: connection,
  CheckRun: 'completedAt conclusion databaseId detailsUrl id name startedAt status title',
  StatusContext: 'context createdAt description id state targetUrl',
  MergeQueueEntry: 'enqueuedAt headCommit id position pullRequest state',
  PageInfo: 'endCursor hasNextPage hasPreviousPage startCursor',
  ConvertPullRequestToDraftPayload: 'clientMutationId pullRequest',
  EnqueuePullRequestPayload: 'clientMutationId mergeQueueEntry',
  MarkPullRequestReadyForReviewPayload: 'clientMutationId pullRequest',
  ResolveReviewThreadPayload: 'clientMutationId thread',
  UnresolveReviewThreadPayload: 'clientMutationId thread',
};

writeRest();
writeGraphQL();

function writeRest() {
  const name = '@octokit/openapi';
  const whole = JSON.parse(readFileSync(join(from, 'node_modules', name, 'generated', 'api.github.com.json'), 'utf8'));
  const about = packageOf(name);
  const part = {
    openapi: whole.openapi,
    info: {
      title: 'Part of GitHub\'s description of its REST API, without its prose',
      version: whole.info.version,
      license: whole.info.license,
      'x-source': `npm ${name} ${about.version}, generated/api.github.com.json, licence ${about.license}`,
    },
    paths: {},
    components: {},
  };
  const wanted = [];
  for (const each of operations) {
    const [method, path] = each.split(' ');
    const operation = whole.paths[path][method];
    const { operationId, parameters, requestBody, responses } = operation;
    (part.paths[path] ??= {})[method] = plain({ operationId, parameters, requestBody, responses }, wanted);
  }
  while (wanted.length > 0) {
    const [, kind, key] = wanted.pop().slice(2).split('/');
    const kept = (part.components[kind] ??= {});
    if (!(key in kept)) {
      kept[key] = null;
      kept[key] = plain(whole.components[kind][key], wanted);
    }
  }
  for (const kind of Object.keys(part.components)) {
    part.components[kind] = Object.fromEntries(Object.entries(part.components[kind]).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  writeFileSync(join(here, 'rest.json'), split(part) + '\n');
}

// One line a component or operation, so that a new version shows as a readable difference.
function split({ openapi, info, paths, components }) {
  const lines = value => Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}:${JSON.stringify(each)}`).join(',\n');
  const groups = value => Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}:{\n${lines(each)}}`).join(',\n');
  return `{"openapi":${JSON.stringify(openapi)},\n"info":${JSON.stringify(info)},\n"paths":{\n${groups(paths)}},\n"components":{\n${groups(components)}}}`;
}

// Without prose and examples; below "properties" every key is a name and stays.
function plain(value, wanted, names = false) {
  if (Array.isArray(value)) return value.map(each => plain(each, wanted));
  if (value === null || typeof value !== 'object') return value;
  const kept = {};
  for (const [key, each] of Object.entries(value)) {
    if (names) {
      kept[key] = plain(each, wanted);
      continue;
    }
    if (key === '$ref') wanted.push(each);
    if (['description', 'summary', 'example', 'examples', 'externalDocs', 'title', 'headers', 'tags', 'default', 'deprecated'].includes(key) || key.startsWith('x-')) continue;
    if (each === undefined) continue;
    kept[key] = key === 'enum' || key === 'required' ? each : plain(each, wanted, key === 'properties' || key === 'content' || key === 'responses');
  }
  return kept;
}

function writeGraphQL() {
  const name = '@octokit/graphql-schema';
  const { parse, print, visit, Kind } = createRequire(join(from, 'node_modules', 'graphql', 'package.json'))('graphql');
  const about = packageOf(name);
  const whole = parse(readFileSync(join(from, 'node_modules', name, 'schema.graphql'), 'utf8'), { noLocation: true });
  const byName = new Map(whole.definitions.filter(each => each.name).map(each => [each.name.value, each]));
  const kept = new Map();
  for (const [type, fields] of Object.entries(types)) {
    const definition = byName.get(type);
    if (!definition) throw new Error(`no type ${type}`);
    const names = new Set(fields.split(' '));
    const missing = [...names].filter(each => !definition.fields.some(field => field.name.value === each));
    if (missing.length > 0) throw new Error(`${type} has no ${missing}`);
    kept.set(type, { ...definition, fields: definition.fields.filter(field => names.has(field.name.value)) });
  }
  // What the fields' types and arguments name comes along, narrowed to the object types that are kept.
  const left = [...kept.values()];
  while (left.length > 0) {
    visit({ ...left.pop(), interfaces: [] }, { NamedType: node => take(node.name.value) });
  }
  function take(type) {
    const definition = byName.get(type);
    if (!definition || kept.has(type)) return;
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) throw new Error(`${type} is named but not listed`);
    if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      kept.set(type, { ...definition, types: definition.types.filter(each => each.name.value in types) });
    } else {
      kept.set(type, definition);
      if (definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) left.push(definition);
    }
  }
  function has(object, field) {
    return object.fields.some(each => each.name.value === field.name.value);
  }
  // An interface keeps the fields that each of its kept types answers.
  const objects = [...kept.values()].filter(each => each.kind === Kind.OBJECT_TYPE_DEFINITION);
  for (const [type, definition] of kept) {
    if (definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const users = objects.filter(each => each.interfaces.some(used => used.name.value === type) && definition.fields.some(field => has(each, field)));
    const fields = definition.fields.filter(field => users.every(user => has(user, field)));
    if (fields.length === 0) throw new Error(`interface ${type} is empty`);
    kept.set(type, { ...definition, fields, interfaces: [] });
  }
  const definitions = [...kept.values()].map(each => each.interfaces
    ? { ...each, interfaces: each.interfaces.filter(used => kept.get(used.name.value)?.fields.every(field => has(each, field))) } : each)
    .sort((a, b) => (a.name.value < b.name.value ? -1 : 1));
  const text = print(visit({ kind: Kind.DOCUMENT, definitions }, { enter: node => ('description' in node || 'directives' in node ? { ...node, description: undefined, directives: [] } : undefined) }));
  writeFileSync(join(here, 'schema.graphql'),
    `# Part of GitHub's GraphQL schema, without its prose: npm ${name} ${about.version}, schema.graphql, licence ${about.license}. Written by extract.mjs.\n${text}\n`);
}
