// masto.js in Leo's and Amina's hands: says what it was told as one line of JSON.
// node talk.mjs ADDRESS LEOS_TOKEN AMINAS_TOKEN PICTURE
import { readFile } from "node:fs/promises";
import { createRestAPIClient, createStreamingAPIClient } from "masto";

const [url, leosToken, aminasToken, picture] = process.argv.slice(2);
const leo = createRestAPIClient({ url, accessToken: leosToken });
const amina = createRestAPIClient({ url, accessToken: aminasToken });

const first = await leo.v1.instance.fetch();
const second = await leo.v2.instance.fetch();
const me = await leo.v1.accounts.verifyCredentials();
const known = await leo.v1.accounts.lookup({ acct: "amina" });
const tie = await leo.v1.accounts.$select(known.id).follow();

const streamingApiUrl = second.configuration.urls.streaming;
const ear = createStreamingAPIClient({ streamingApiUrl, accessToken: leosToken });
const subscription = ear.user.subscribe();
const heard = (async () => {
  for await (const event of subscription) if (event.event === "notification") return event.payload;
})();
const tags = ear.hashtag.subscribe({ tag: "mastojs" });
const seen = (async () => {
  for await (const event of tags) if (event.event === "update") return event.payload;
})();
await new Promise((done) => setTimeout(done, 500));

const file = new Blob([await readFile(picture)], { type: "image/png" });
const media = await leo.v2.media.create({ file, description: "A grey square" });
const post = await leo.v1.statuses.create({ status: "An ECG strip #MastoJS", mediaIds: [media.id] });
const reply = await amina.v1.statuses.create({ status: "@leo What is the rate? #MastoJS", inReplyToId: post.id });
const boosted = await amina.v1.statuses.$select(post.id).reblog();
const favourited = await amina.v1.statuses.$select(post.id).favourite();
const [notification, update] = await Promise.all([heard, seen]);
const context = await leo.v1.statuses.$select(post.id).context.fetch();
const home = [];
for await (const page of leo.v1.timelines.home.list({ limit: 1 })) { home.push(...page); if (home.length > 1) break; }

const patience = Date.now() + 10_000;
let found = { statuses: [] };
while (found.statuses.length === 0 && Date.now() < patience) {
  found = await leo.v2.search.list({ q: "strip", type: "statuses" });
  if (found.statuses.length === 0) await new Promise((done) => setTimeout(done, 200));
}
let refused;
try { await leo.v1.statuses.create({ status: "" }); } catch (error) { refused = error.statusCode; }
subscription.unsubscribe();
tags.unsubscribe();
ear.close();

console.log(JSON.stringify({
  title: first.title, longest: second.configuration.statuses.maxCharacters, me: me.username, following: tie.following,
  media: media.description, attached: post.mediaAttachments.map((one) => one.id === media.id),
  answers: reply.inReplyToId === post.id, answered: context.descendants.map((one) => one.id === reply.id),
  boosted: boosted.reblog.id === post.id, favourited: favourited.favourited,
  notification: [notification.type, notification.account.username], update: update.id === post.id,
  paged: home.length, found: found.statuses.map((one) => one.id === post.id), refused,
}));
