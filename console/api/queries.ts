import { QueryClient, type UseQueryOptions, useQuery } from '@tanstack/react-query';
import { usePlace } from '../session/session-context.tsx';
import { CallFailure } from './failure.ts';
import type { AnswerOf, InputOf, RouteName } from './operation-types.ts';

const triesMost = 2;

/** What is asked again by itself: what no connection or no time stopped. */
const isPassing = (error: Error): boolean =>
  error instanceof CallFailure && (error.status === 0 || error.status === 429 || error.status === 503);

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: (tries, error) => tries < triesMost && isPassing(error) },
      mutations: { retry: false },
    },
  });

type Options<Answer> = Pick<
  UseQueryOptions<Answer, Error>,
  'enabled' | 'refetchInterval' | 'staleTime' | 'gcTime' | 'placeholderData'
>;

/** The answer of an operation that reads, kept and asked again as TanStack Query does. */
export function useAnswer<Route extends RouteName>(
  route: Route,
  input: InputOf<Route>,
  options: Options<AnswerOf<Route>> = {},
) {
  const { api } = usePlace();
  return useQuery<AnswerOf<Route>, Error>({
    queryKey: [route, input],
    queryFn: ({ signal }) => api.call(route, input, signal),
    ...options,
  });
}
