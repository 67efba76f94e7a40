import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Router } from 'wouter';
import { createQueryClient } from './api/queries.ts';
import { useHashPath } from './parts/address.ts';
import { watchIdle } from './session/idle.ts';
import { openPlace, PlaceProvider, usePerson, usePlace } from './session/session-context.tsx';
import { Shell } from './shell.tsx';

export function App() {
  const [place] = useState(openPlace);
  useEffect(() => void place.session.start(), [place]);
  return (
    <CSPProvider disableStyleElements>
      <PlaceProvider value={place}>
        <OfOnePerson />
      </PlaceProvider>
    </CSPProvider>
  );
}

/** Another person begins with nothing of the one before. */
function OfOnePerson() {
  const person = usePerson();
  return <Screens key={person?.sub ?? ''} />;
}

function Screens() {
  const { session } = usePlace();
  const [client] = useState(createQueryClient);
  useEffect(() => watchIdle(() => session.lock()), [session]);
  return (
    <QueryClientProvider client={client}>
      <Router hook={useHashPath}>
        <Shell />
      </Router>
    </QueryClientProvider>
  );
}
