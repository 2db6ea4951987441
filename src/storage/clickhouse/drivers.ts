import { bind, type Sql, sql } from './sql.ts';

/** Interactions with their driver in the model that readers see. */
export function driversOf(tenant: string): Sql {
  return sql`SELECT interaction, driver FROM driver_assignments FINAL WHERE tenant = ${bind('String', tenant)} AND ${shownModel(tenant)}`;
}

/** The interaction has one of these drivers; with '' also those that have none. */
export function hasDriver(drivers: readonly string[], tenant: string): Sql {
  const named = drivers.filter((driver) => driver !== '');
  const among = sql`toString(interaction) IN (SELECT interaction FROM driver_assignments FINAL
    WHERE tenant = ${bind('String', tenant)} AND ${shownModel(tenant)} AND driver IN ${bind('Array(String)', named)})`;
  if (!drivers.includes('')) return among;
  return sql`(${among} OR toString(interaction) NOT IN (SELECT interaction FROM (${driversOf(tenant)}) WHERE driver != ''))`;
}

function shownModel(tenant: string): Sql {
  return sql`model = (SELECT argMax(model, shown_at) FROM shown_drivers WHERE tenant = ${bind('String', tenant)})`;
}
