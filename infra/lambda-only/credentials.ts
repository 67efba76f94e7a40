/**
 * Bundled instead of `@aws-sdk/credential-provider-node`. Lambda provides a function's credentials in the environment
 * only. The other sources (profiles, SSO, STS, instance metadata) add 90 kB to each bundle.
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
