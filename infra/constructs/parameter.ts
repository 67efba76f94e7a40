import { CfnParameter, type CfnParameterProps, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** A parameter of the deployment, under exactly the name that operators give it (`--parameters NAME=VALUE`). */
export const parameter = (scope: Construct, name: string, props: CfnParameterProps): CfnParameter =>
  new CfnParameter(Stack.of(scope), name, props);
