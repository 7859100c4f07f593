import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What the lanes and the outbox look like, by codes only. */
export interface Sample {
  readonly lanes: readonly { readonly lane: string; readonly state: string }[];
  readonly deliveries: readonly { readonly lane: string; readonly state: string; readonly count: number }[];
  readonly incidents: readonly { readonly stage: string; readonly count: number }[];
  readonly spent: readonly { readonly day: string; readonly micros: number }[];
}

/** Prometheus metrics, sampled when they are asked for. */
export function createMetrics(sample: () => Promise<Sample>): () => Promise<{ readonly type: string; readonly text: string }> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const lanes = new Gauge({ name: 'dabyl_lane_running', help: '1 while this process sends on the lane', labelNames: ['lane'], registers });
  const deliveries = new Gauge({ name: 'dabyl_deliveries', help: 'Copies by lane and state', labelNames: ['lane', 'state'], registers });
  const incidents = new Gauge({ name: 'dabyl_incidents', help: 'Incidents by stage', labelNames: ['stage'], registers });
  const spent = new Gauge({
    name: 'dabyl_spend_micros',
    help: 'What was spent on SMS and calls on a day, in millionths of a US dollar',
    labelNames: ['day'],
    registers,
  });
  return async () => {
    const now = await sample();
    for (const gauge of [lanes, deliveries, incidents, spent]) gauge.reset();
    for (const { lane, state } of now.lanes) lanes.set({ lane }, state === 'running' ? 1 : 0);
    for (const { lane, state, count } of now.deliveries) deliveries.set({ lane, state }, count);
    for (const { stage, count } of now.incidents) incidents.set({ stage }, count);
    for (const { day, micros } of now.spent) spent.set({ day }, micros);
    return { type: registry.contentType, text: await registry.metrics() };
  };
}
