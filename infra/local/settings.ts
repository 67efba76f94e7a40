/** Settings of a host or of its functions, by the names of their environment variables. */
export type Settings = Readonly<Record<string, string | undefined>>;
