declare module 'dynalite' {
  import type { Server } from 'node:http';
  /** A DynamoDB API on LevelDB; in memory without a path. */
  export default function dynalite(options?: {
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): Server;
}
