import { dialRules, dnisRoutes, extensions, skills } from './call-tables.ts';
import { systemParams } from './param-table.ts';
import { agents, departments, leaveReasons, tenant, workModes } from './people-tables.ts';
import type { TableDef } from './table.ts';

/** In the order of the page; who is referred to stands before who refers. */
export const TABLES: readonly TableDef[] = [
  tenant,
  departments,
  skills,
  agents,
  extensions,
  dnisRoutes,
  dialRules,
  workModes,
  leaveReasons,
  systemParams,
];
export const tableOf = (name: string): TableDef | undefined => TABLES.find(({ table }) => table === name);
