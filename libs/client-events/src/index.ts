export { accessTokens, type Credentials } from './access-tokens.js';
export { consumeFeed, type FeedOptions } from './feed.js';
export { type Handlers } from './handlers.js';
export { rememberIds, type Seen } from './seen.js';
export { BadWebhook, webhookReceiver, type WebhookHeaders, type WebhookOptions } from './webhooks.js';
