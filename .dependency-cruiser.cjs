const pure =
  '^lib/(shared|regulation|credit-file|feeds|scoring|calendar|evaluation|ledger|rotation|convergence|notices|subscriptions)/';
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or lack a third one beneath them: name it.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'arrows-shared',
      comment: 'lib/shared stands on nothing of ours.',
      severity: 'error',
      from: { path: '^lib/shared/' },
      to: { path: '^(lib/(?!shared/)|schemas|functions|infra|test)/' },
    },
    {
      name: 'arrows-schemas',
      comment: 'schemas stand on lib/shared alone.',
      severity: 'error',
      from: { path: '^schemas/' },
      to: { path: '^(lib/(?!shared/)|functions|infra|test)/' },
    },
    {
      name: 'arrows-regulation',
      comment: 'lib/regulation is data of the law: it stands on schemas and lib/shared alone.',
      severity: 'error',
      from: { path: '^lib/regulation/' },
      to: { path: '^(lib/(?!shared/|regulation/)|functions|infra|test)/' },
    },
    {
      name: 'arrows-nouns',
      comment:
        'scoring, feeds, calendar, rotation and credit-file do not import each other; a use case in lib/application or functions joins them.',
      severity: 'error',
      from: { path: '^lib/(scoring|feeds|calendar|notices|rotation|credit-file)/' },
      to: { path: '^(lib/(?!shared/|regulation/|$1/)|functions|infra|test)/' },
    },
    {
      name: 'arrows-adapters',
      comment: 'delivery, store and runtime are strangers to each other and know no function.',
      severity: 'error',
      from: { path: '^lib/(delivery|store|runtime)/' },
      to: {
        path: '^(lib/(?!shared/|regulation/|credit-file/|scoring/|feeds/|calendar/|evaluation/|ledger/|rotation/|convergence/|subscriptions/|$1/)|functions|infra|test)/',
      },
    },
    {
      name: 'arrows-ledger',
      comment: 'The ledger knows what a file is, and no more.',
      severity: 'error',
      from: { path: '^lib/ledger/' },
      to: { path: '^(lib/(?!shared/|regulation/|credit-file/|ledger/)|functions|infra|test)/' },
    },
    {
      name: 'arrows-convergence',
      comment: 'The comparison with receivers knows what a file wants delivered, and no more.',
      severity: 'error',
      from: { path: '^lib/convergence/' },
      to: { path: '^(lib/(?!shared/|regulation/|credit-file/|convergence/)|functions|infra|test)/' },
    },
    {
      name: 'arrows-subscriptions',
      comment: 'A subscription knows that its secrets are sealed, and no more.',
      severity: 'error',
      from: { path: '^lib/subscriptions/' },
      to: { path: '^(lib/(?!shared/|credit-file/facts/|subscriptions/)|functions|infra|test)/' },
    },
    {
      name: 'arrows-evaluation',
      comment: 'The annual evaluation puts files and scoring together; it knows no store and no host.',
      severity: 'error',
      from: { path: '^lib/evaluation/' },
      to: { path: '^(lib/(?!shared/|regulation/|credit-file/|scoring/|evaluation/)|functions|infra|test)/' },
    },
    {
      name: 'arrows-application',
      comment: 'lib/application holds what several functions share; it imports no function.',
      severity: 'error',
      from: { path: '^lib/application/' },
      to: { path: '^(functions|infra|test)/' },
    },
    {
      name: 'functions-are-strangers',
      comment: 'A function imports no other: what two need belongs in lib/ or schemas/.',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^(functions/(?!$1/)|infra|test)' },
    },
    {
      name: 'feeds-are-strangers',
      comment: 'An authority imports no other: what two need belongs in lib/feeds itself.',
      severity: 'error',
      from: { path: '^lib/feeds/sources/([^/]+)/' },
      to: { path: '^lib/feeds/sources/(?!$1/)' },
    },
    {
      name: 'receivers-are-strangers',
      comment: 'A receiver imports no other: what two need belongs in lib/delivery itself.',
      severity: 'error',
      from: { path: '^lib/delivery/(directory|settlement|subscriber)/' },
      to: { path: '^lib/delivery/(?!$1/)(directory|settlement|subscriber)/' },
    },
    {
      name: 'pure-folders-reach-no-io',
      comment: 'The law is pure: pass the day, the settings, the stream or the port in as a parameter.',
      severity: 'error',
      from: { path: pure },
      to: {
        path: '^(node:)?(fs|net|http|https|child_process|dgram|tls|worker_threads|cluster|os)(/|$)|node_modules/(@aws-sdk|@aws-lambda-powertools|@middy)/',
      },
    },
    {
      name: 'console-knows-the-contract-alone',
      comment:
        'The console runs in a browser: it takes types of schemas/ and the words of schemas/reasons/, and nothing else of ours.',
      severity: 'error',
      from: { path: '^console/' },
      to: { path: '^(lib|functions|infra|test)/' },
    },
    {
      name: 'console-takes-types-of-schemas',
      comment:
        'A schema in the bundle brings zod with it. Write `import type`; words come from schemas/reasons/, addresses from schemas/operations/address.ts.',
      severity: 'error',
      from: { path: '^console/' },
      to: { path: '^schemas/(?!reasons/|operations/address)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-imports-the-console',
      comment: 'The console is served as a file; nothing that runs on a server imports it.',
      severity: 'error',
      from: { path: '^(lib|functions|schemas|infra)/' },
      to: { path: '^console/' },
    },
    {
      name: 'the-client-takes-the-ledger-and-types',
      comment:
        'The client is a package of its own: it takes how a ledger is proved, addresses, and types of schemas/, and nothing that knows a store or a host.',
      severity: 'error',
      from: { path: '^clients/' },
      to: { path: '^(lib/(?!ledger/)|functions|infra|test|console|schemas/(?!operations/(address|calls)))' },
    },
    {
      name: 'nothing-imports-the-client',
      comment: 'The client calls the connector from outside; the product calls its own use cases.',
      severity: 'error',
      from: { path: '^(lib|functions|schemas|console)/' },
      to: { path: '^clients/' },
    },
    {
      name: 'exchange-speaks-http-alone',
      comment:
        'The exchange agent runs beside the connector: it takes types of schemas/, words of schemas/reasons/, the client of infra/cli and lib/shared.',
      severity: 'error',
      from: { path: '^exchange/' },
      to: { path: '^(lib/(?!shared/)|functions|console|test|infra/(?!cli/(client|print-run)\\.ts))' },
    },
    {
      name: 'exchange-takes-types-of-schemas',
      comment: 'What the connector answers is checked by the connector. Write `import type`.',
      severity: 'error',
      from: { path: '^exchange/' },
      to: { path: '^schemas/(?!reasons/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-imports-the-exchange',
      comment: 'The exchange agent is a program of its own, and in no bundle.',
      severity: 'error',
      from: { path: '^(lib|functions|schemas|console|infra)/' },
      to: { path: '^exchange/|node_modules/(pg|mysql2|ssh2|ssh2-sftp-client)/' },
    },
    {
      name: 'tests-are-not-shipped',
      comment: 'Nothing that deploys imports a test or a development dependency.',
      severity: 'error',
      from: { path: '^(lib|functions|schemas|console|clients|exchange)/' },
      to: { path: '^test/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-dev-dependencies',
      comment: 'Move the package to dependencies and say in the commit why it is there.',
      severity: 'error',
      from: { path: '^(lib|functions|schemas|console|clients|exchange)/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
