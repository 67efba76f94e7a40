/**
 * Bundled in place of `@aws-sdk/credential-provider-node`: Lambda gives a function its credentials in the environment,
 * and nowhere else. The other sources (profiles, SSO, STS, instance metadata) weigh 90 kB in each bundle.
 */
export const defaultProvider = () => async () => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  if (!accessKeyId || !secretAccessKey) {
    throw new Error(
      'The bundled functions take AWS credentials from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY only; set both.',
    );
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
};
