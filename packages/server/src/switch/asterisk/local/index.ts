export { CARRIER_ENDPOINT, CONTEXT, type EventLink, type Site, siteFiles, standaloneFiles } from './config-files.ts';
export { DEPLOY_SITES } from './deploy-sites.ts';
export { type AsteriskInstance, type InstanceOptions, startAsterisk } from './instance.ts';
export { MUSIC_PAD_HZ } from './music.ts';
export { type ProvisionOptions, provisionAsterisk, whyNotProvisionable } from './provision.ts';
export { makeMusic, makeSounds } from './sounds.ts';
