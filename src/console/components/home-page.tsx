import React, { useEffect, useState } from 'react';
import { ApiClient } from 'adminjs';
import { Icon } from '@adminjs/design-system';
import { Link } from 'react-router-dom';

import { useWords } from './parts/adminjs.js';
import { NodeAlarms } from './parts/node-alarms.js';
import { useSession, type MenuModule } from './parts/session.js';

interface Step {
  readonly resource: string;
  readonly done: boolean;
}

/** The first page: the person's modules, and what a new tenant still needs before its first call. */
export default function HomePage(): React.ReactElement {
  const { say } = useWords();
  const { modules, title, email } = useSession();
  const steps = useSteps();
  return (
    <div className="cr-home">
      <h1>{say('welcome', { name: decodeURIComponent(title) || decodeURIComponent(email) })}</h1>
      {modules.length === 0 && <p>{say('nothingHere')}</p>}
      <NodeAlarms />
      {steps.some(({ done }) => !done) && <FirstSteps steps={steps} />}
      <div className="cr-cards">
        {modules.map((module) => (
          <Card key={module.name} module={module} />
        ))}
      </div>
    </div>
  );
}

function useSteps(): readonly Step[] {
  const [steps, setSteps] = useState<readonly Step[]>([]);
  useEffect(() => {
    new ApiClient().getDashboard().then(
      ({ data }) => setSteps((data as { readonly steps?: readonly Step[] }).steps ?? []),
      () => setSteps([]),
    );
  }, []);
  return steps;
}

function FirstSteps({ steps }: { readonly steps: readonly Step[] }): React.ReactElement {
  const { say } = useWords();
  return (
    <section className="cr-card cr-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">{say('firstSteps')}</h2>
      <p>{say('firstStepsAbout')}</p>
      <ol>
        {steps.map(({ resource, done }) => (
          <li key={resource} className={done ? 'cr-is-done' : ''}>
            <span className="cr-mark">{done && <Icon icon="Check" />}</span>
            <span>{say(`steps.${resource}`)}</span>
            {done ? (
              <span className="cr-quiet">{say('stepDone')}</span>
            ) : (
              <Link to={`/console/resources/${resource}`}>{say('stepOpen')}</Link>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Card({ module }: { readonly module: MenuModule }): React.ReactElement {
  const { say, page, resource } = useWords();
  return (
    <section className="cr-card" aria-labelledby={`module-${module.name}`}>
      <h2 id={`module-${module.name}`}>{say(`modules.${module.name}`)}</h2>
      <p>{say(`modules.about.${module.name}`)}</p>
      <ul>
        {module.items.map((item) => (
          <li key={item.href}>
            <Link to={item.href}>
              <Icon icon={item.icon} /> {item.kind === 'page' ? page(item.id) : resource(item.id)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
