export type { AnswerOf, InputOf, RouteName } from '../../schemas/operations/calls.ts';
