// Whether the service is ready, part by part, so that "not ready" always says which part and why.

/** `ok` with `why` is a part that works but has something to say (a feed that fails). */
export type PartHealth = { readonly ok: boolean; readonly why?: string; readonly detail?: unknown };
export type Readiness = { readonly ready: boolean; readonly parts: Readonly<Record<string, PartHealth>> };

export type HealthCheck = () => Promise<PartHealth> | PartHealth;

/** Runs every check; one that throws or outlasts `limit` ms counts as failed. */
export async function readiness(checks: Readonly<Record<string, HealthCheck>>, limit = 2_000): Promise<Readiness> {
  const one = async (check: HealthCheck): Promise<PartHealth> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<PartHealth>((resolve) => {
      timer = setTimeout(() => resolve({ ok: false, why: `no answer within ${limit} ms` }), limit);
    });
    try {
      return await Promise.race([(async () => check())(), late]);
    } catch (error) {
      return { ok: false, why: error instanceof Error ? error.message : String(error) };
    } finally {
      clearTimeout(timer);
    }
  };
  const named = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await one(check)] as const),
  );
  return { ready: named.every(([, part]) => part.ok), parts: Object.fromEntries(named) };
}
