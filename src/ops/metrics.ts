// What the service counts about itself, in Prometheus' terms.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = {
  readonly polls: (outcome: string) => void;
  readonly items: (fate: string, count: number) => void;
  readonly changes: (stage: string) => void;
  readonly sends: (platform: string, outcome: string) => void;
  readonly command: (name: string, seconds: number) => void;
  readonly gauge: (name: 'feeds_failing' | 'summits_live' | 'deliveries_pending', value: number) => void;
  readonly render: () => Promise<{ readonly contentType: string; readonly text: string }>;
};

export function createMetrics(): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const counter = (name: string, help: string, labelNames: string[]): Counter =>
    new Counter({ name: `summit_watch_${name}`, help, labelNames, registers: [register] });
  const polls = counter('polls_total', 'Feed polls by outcome', ['outcome']);
  const items = counter('items_total', 'Items by what became of them', ['fate']);
  const changes = counter('changes_total', 'Status changes by stage', ['stage']);
  const sends = counter('sends_total', 'Send attempts by platform and outcome', ['platform', 'outcome']);
  const commands = new Histogram({
    name: 'summit_watch_command_seconds',
    help: 'Seconds from call to answer',
    labelNames: ['command'],
    buckets: [0.005, 0.02, 0.1, 0.5, 1, 3],
    registers: [register],
  });
  const gauges = new Map<string, Gauge>();
  return {
    polls: (outcome) => polls.inc({ outcome }),
    items: (fate, count) => items.inc({ fate }, count),
    changes: (stage) => changes.inc({ stage }),
    sends: (platform, outcome) => sends.inc({ platform, outcome }),
    command: (command, seconds) => commands.observe({ command }, seconds),
    gauge(name, value) {
      const known = gauges.get(name) ?? new Gauge({ name: `summit_watch_${name}`, help: name, registers: [register] });
      gauges.set(name, known);
      known.set(value);
    },
    render: async () => ({ contentType: register.contentType, text: await register.metrics() }),
  };
}
