import type { CfnParameter } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { type CfnStage, HttpApi, HttpMethod, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { environment } from '../environment.ts';
import { acknowledge } from '../findings.ts';
import type { Route } from '../system.ts';
import { parameter } from './parameter.ts';

/** The HTTP API. Tokens of the configured issuer are checked before any function runs. */
export class Api extends Construct {
  readonly api: HttpApi;
  private readonly authorizer: HttpJwtAuthorizer;
  private readonly issuer: CfnParameter;
  private readonly consoleClient: CfnParameter;
  /** One integration for each function, shared by all its routes. */
  private readonly ways = new Map<string, HttpLambdaIntegration>();
  private readonly stage: CfnStage;
  private readonly limits: Record<string, object> = {};

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const issuer = parameter(this, 'TokenIssuer', {
      type: 'String',
      allowedPattern: '^https://.+',
      description: 'OIDC issuer of the tokens',
    });
    const audience = parameter(this, 'TokenAudience', { type: 'String', default: 'credit-connector' });
    this.issuer = issuer;
    this.consoleClient = parameter(this, 'ConsoleClient', {
      type: 'String',
      default: 'credit-connector-console',
      description: 'Name of the console as a client of the issuer',
    });
    this.authorizer = new HttpJwtAuthorizer('Tokens', issuer.valueAsString, {
      jwtAudience: [audience.valueAsString],
    });
    this.api = new HttpApi(this, 'Api', { createDefaultStage: false, disableExecuteApiEndpoint: false });
    const log = new LogGroup(this, 'AccessLog', { retention: RetentionDays.ONE_YEAR });
    const stage = this.api.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        // Route, status and time are logged; neither the address nor the agency's question is.
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            route: '$context.routeKey',
            status: '$context.status',
            latency: '$context.responseLatency',
            agency: '$context.authorizer.claims.sub',
          }),
        ),
      },
    });
    this.stage = stage.node.defaultChild as CfnStage;
    this.stage.routeSettings = this.limits;
    acknowledge(
      this.api,
      'AwsSolutions-APIG4',
      'The contract, liveness, the public disclosures, the repairs in public notice and the page of the console are for everybody; every other route checks a token.',
    );
  }

  /** Tells a function with whom officers sign in. */
  grantSignIn(fn: Lambda): void {
    fn.addEnvironment(environment.tokenIssuer, this.issuer.valueAsString);
    fn.addEnvironment(environment.consoleClient, this.consoleClient.valueAsString);
  }

  route({ method, path, authorized, perSecond }: Route, fn: Lambda, name: string): void {
    const added = this.api.addRoutes({
      path,
      methods: [HttpMethod[method]],
      integration: this.wayTo(fn, name),
      ...(authorized && { authorizer: this.authorizer }),
    });
    if (perSecond === undefined) return;
    this.limits[`${method} ${path}`] = {
      ThrottlingRateLimit: perSecond,
      ThrottlingBurstLimit: 2 * perSecond,
    };
    // The stage refers to routes by name, so they must be created before it.
    this.stage.node.addDependency(...added);
  }

  private wayTo(fn: Lambda, name: string): HttpLambdaIntegration {
    // One permission a function, for all its routes: a stack has at most 500 resources. Which route starts which function
    // is decided by the routes of this API alone.
    const way = this.ways.get(name) ?? new HttpLambdaIntegration(name, fn, { scopePermissionToRoute: false });
    this.ways.set(name, way);
    return way;
  }
}
