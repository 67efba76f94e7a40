declare module 'dynalite' {
  import type { Server } from 'node:http';
  /** A DynamoDB API on LevelDB. Without a path it is in memory. */
  export default function dynalite(options?: {
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): Server;
}
