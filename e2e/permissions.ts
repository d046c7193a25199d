import { settings, type Setting } from '@carrel/contracts';
import { people, serviceActors, type Actor, type ServiceActor } from './actors.js';

/**
 * Who may do what, written by hand: one row per operation of the five OpenAPI documents, one column per actor.
 * ok = let in (whatever the state then says), a number = exactly that status; 409 where only those on shift get in. A foreign id answers 404 as a missing
 * one does. A new operation without a row fails the build. Service accounts have a table of their own below.
 */
const table = `
operation                                                   anon   own other   lib   rev   far  coop  iadm  oadm  gadm  cadm  oper  coor   was
GET /api/admin/v1/accounts                                   401   401   401   403   403   403   403    ok    ok    ok   403    ok   403    ok
POST /api/admin/v1/accounts                                  401   401   401   403   403   403   403    ok   403   403   403    ok   403   403
GET /api/admin/v1/accounts/{id}                              401   401   401   403   403   403   403    ok   404   404   403    ok   403   404
GET /api/admin/v1/accounts/{id}/history                      401   401   401   403   403   403   403    ok   404   404   403    ok   403   404
GET /api/admin/v1/colleagues                                 401   401   401    ok    ok    ok    ok    ok    ok    ok   403   403    ok    ok
PUT /api/admin/v1/accounts/{id}                              401   401   401   403   403   403   403    ok   404   404   403    ok   403   404
POST /api/admin/v1/accounts/{id}/deactivate                  401   401   401   403   403   403   403    ok   404   404   403    ok   403   404
POST /api/admin/v1/accounts/{id}/reactivate                  401   401   401   403   403   403   403    ok   404   404   403    ok   403   404
PUT /api/admin/v1/groups/{id}/roles/{accountId}              401   401   401   403   403   403   403   403   403    ok   403    ok   403   403
GET /api/admin/v1/institutions/{id}/service-accounts         401   401   401   403   403   403   403    ok   403   403   403   403   403   403
POST /api/admin/v1/institutions/{id}/service-accounts        401   401   401   403   403   403   403    ok   403   403   403   403   403   403
GET /api/admin/v1/groups/{id}/service-accounts               401   401   401   403   403   403   403   403   403    ok   403   403   403   403
POST /api/admin/v1/groups/{id}/service-accounts              401   401   401   403   403   403   403   403   403    ok   403   403   403   403
POST /api/admin/v1/service-accounts/{id}/rotate              401   401   401   403   403   403   403    ok   404   404   404    ok   403   404
POST /api/admin/v1/service-accounts/{id}/revoke              401   401   401   403   403   403   403    ok   404   404   404    ok   403   404
POST /api/admin/v1/auth/token                                 ok   401   401   401   401   401   401   401   401   401   401   401   401   401
POST /api/admin/v1/auth/login                                 ok   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/auth/refresh                               ok   401   401   401   401   401   401   401   401   401   401   401   401   401
POST /api/admin/v1/auth/logout                                ok   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/auth/password                              ok   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/admin/v1/auth/password/form                          ok   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/auth/password/form                         ok   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/auth/password-resets                       ok   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
PUT /api/admin/v1/me/password                                401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/admin/v1/me/sign-ins                                401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
DELETE /api/admin/v1/me/sign-ins/{id}                        401   401   401   404   404   404   404   404   404   404   404   404   404   404
GET /api/admin/v1/me/second-factor                           401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/me/second-factor/totp                     401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/me/second-factor/totp/confirm             401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
DELETE /api/admin/v1/me/second-factor/totp                   401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/me/second-factor/passkeys/options         401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/me/second-factor/passkeys                 401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
DELETE /api/admin/v1/me/second-factor/passkeys/{passkeyId}   401   401   401   404   404   404   404   404   404   404   404   404   404   404
POST /api/admin/v1/me/second-factor/recovery-codes           401   401   401   404   404   404   404   404   404   404   404   404   404   404
POST /api/admin/v1/auth/second-factor                        401   401   401   401   401   401   401   401   401   401   401   401   401   401
POST /api/admin/v1/auth/second-factor/passkey-options        401   401   401   401   401   401   401   401   401   401   401   401   401   401
POST /api/admin/v1/auth/passkeys/options                      ok   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/auth/passkeys                              ok   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/admin/v1/accounts/{id}/second-factor                401   401   401   403   403   403   403    ok   404   404   403    ok   403   404
DELETE /api/admin/v1/accounts/{id}/second-factor             401   401   401   403   403   403   403    ok   404   404   403    ok   403   404
POST /api/admin/v1/accounts/{id}/invitations                 401   401   401   403   403   403   403    ok   404   404   403    ok   403   404
POST /api/admin/v1/accounts/{id}/invitations/mail            401   401   401   403   403   403   403    ok   404   404   403    ok   403   404
POST /api/admin/v1/directory/republish                       401   401   401   403   403   403   403   403   403   403   403    ok   403   403
GET /api/admin/v1/dead-letters                               401   401   401   403   403   403   403   403   403   403   403    ok   403   403
POST /api/admin/v1/dead-letters/requeue                      401   401   401   403   403   403   403   403   403   403   403    ok   403   403
GET /api/admin/v1/imports                                    401   401   401   403   403   403   403   403   403   403   403    ok   403   403
GET /api/admin/v1/imports/{id}                               401   401   401   403   403   403   403   403   403   403   403   404   403   403
GET /api/admin/v1/imports/{id}/remarks                       401   401   401   403   403   403   403   403   403   403   403   404   403   403
POST /api/admin/v1/imports/{id}/cancel                       401   401   401   403   403   403   403   403   403   403   403   404   403   403
GET /api/admin/v1/rebuilds                                   401   401   401   403   403   403   403   403   403   403   403    ok   403   403
POST /api/admin/v1/rebuilds                                  401   401   401   403   403   403   403   403   403   403   403    ok   403   403
GET /api/admin/v1/rebuilds/{id}                              401   401   401   403   403   403   403   403   403   403   403   404   403   403
POST /api/admin/v1/rebuilds/{id}/cancel                      401   401   401   403   403   403   403   403   403   403   403   404   403   403
GET /api/admin/v1/groups                                     401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/groups                                    401   401   401   403   403   403   403    ok    ok    ok   403    ok   403    ok
GET /api/admin/v1/groups/{id}                                401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
PUT /api/admin/v1/groups/{id}                                401   401   401   403   403   403   403   403   403    ok   403   403   403   403
DELETE /api/admin/v1/groups/{id}                             401   401   401   403   403   403   403   403   403    ok   403    ok   403   403
PUT /api/admin/v1/groups/{id}/proxy                          401   401   401   403   403   403   403   403   403    ok   403   403   403   403
GET /api/admin/v1/groups/{id}/settings                       401   401   401    ok    ok   403   403    ok   403    ok    ok    ok    ok   403
GET /api/admin/v1/groups/{id}/settings/{key}                 401   401   401    ok    ok   403   403    ok   403    ok    ok    ok    ok   403
PUT /api/admin/v1/groups/{id}/settings/{key}                 401   401   401   403   403   403   403   403   403    ok   403   403   403   403
GET /api/admin/v1/groups/{id}/settings/{key}/history         401   401   401    ok    ok   403   403    ok   403    ok    ok    ok    ok   403
GET /api/admin/v1/institutions                               401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/institutions                              401   401   401   403   403   403   403   403   403    ok   403    ok   403   403
GET /api/admin/v1/institutions/{id}                          401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/admin/v1/institutions/{id}/profile                  401   401   401   403   403   403   403    ok   404    ok   404    ok   403   404
PUT /api/admin/v1/institutions/{id}/profile                  401   401   401   403   403   403   403    ok   403   403   403   403   403   403
POST /api/admin/v1/institutions/{id}/profile/submit          401   401   401   403   403   403   403    ok   403   403   403   403   403   403
POST /api/admin/v1/institutions/{id}/profile/activate        401   401   401   403   403   403   403   403   403    ok   404    ok   403   403
POST /api/admin/v1/institutions/{id}/profile/reject          401   401   401   403   403   403   403   403   403    ok   404    ok   403   403
POST /api/admin/v1/institutions/{id}/close                   401   401   401   403   403   403   403   403   403   403   403    ok   403   403
PUT /api/admin/v1/institutions/{id}/cooperative-mark         401   401   401   403   403   403   403   403   403   403   403    ok   403   403
PUT /api/admin/v1/institutions/{id}/referrals                401   401   401   403   403   403   403    ok   403   403   403   403   403   403
GET /api/admin/v1/institutions/{id}/settings                 401   401   401    ok    ok   403   403    ok   403   403   403    ok   403   403
GET /api/admin/v1/institutions/{id}/settings/{key}           401   401   401    ok    ok   403   403    ok   403   403   403    ok   403   403
PUT /api/admin/v1/institutions/{id}/settings/{key}           401   401   401   403   403   403   403    ok   403   403   403   403   403   403
GET /api/admin/v1/institutions/{id}/settings/{key}/history   401   401   401    ok    ok   403   403    ok   403   403   403    ok   403   403
GET /api/admin/v1/institutions/{id}/mail-domains              401   401   401   403   403   403   403    ok   403   403   403   403   403   403
POST /api/admin/v1/institutions/{id}/mail-domains             401   401   401   403   403   403   403    ok   403   403   403   403   403   403
POST /api/admin/v1/institutions/{id}/mail-domains/{domain}/verify  401   401   401   403   403   403   403    ok   403   403   403   403   403   403
DELETE /api/admin/v1/institutions/{id}/mail-domains/{domain}  401   401   401   403   403   403   403    ok   403   403   403   403   403   403
GET /api/admin/v1/institutions/{id}/single-sign-on           401   401   401   403   403   403   403    ok   403   403   403   403   403   403
PUT /api/admin/v1/institutions/{id}/single-sign-on           401   401   401   403   403   403   403    ok   403   403   403   403   403   403
DELETE /api/admin/v1/institutions/{id}/single-sign-on        401   401   401   403   403   403   403    ok   403   403   403   403   403   403
POST /api/admin/v1/institutions/{id}/single-sign-on/allow-passwords 401 401 401 403   403   403   403    ok   403   403   403    ok   403   403
GET /api/admin/v1/groups/{id}/single-sign-on                 401   401   401   403   403   403   403   403   403    ok   403   403   403   403
PUT /api/admin/v1/groups/{id}/single-sign-on                 401   401   401   403   403   403   403   403   403    ok   403   403   403   403
DELETE /api/admin/v1/groups/{id}/single-sign-on              401   401   401   403   403   403   403   403   403    ok   403   403   403   403
GET /api/admin/v1/auth/single-sign-on/start                   ok   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/admin/v1/auth/single-sign-on/{providerId}/callback   ok   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/auth/single-sign-on/exchange               ok   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/auth/single-sign-on/{providerId}/logout    ok   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/admin/v1/groups/{id}/scripts                        401   401   401    ok    ok   403   403    ok   403    ok    ok    ok    ok   403
GET /api/admin/v1/groups/{id}/canned-answers                 401   401   401    ok    ok   403   403    ok   403    ok    ok    ok    ok   403
POST /api/admin/v1/groups/{id}/scripts                       401   401   401   403   403   403   403   403   403    ok   403   403   403   403
POST /api/admin/v1/groups/{id}/canned-answers                401   401   401   403   403   403   403   403   403    ok   403   403   403   403
PUT /api/admin/v1/groups/{id}/scripts/{name}                 401   401   401   403   403   403   403   403   403   404   403   403   403   403
PUT /api/admin/v1/groups/{id}/canned-answers/{name}          401   401   401   403   403   403   403   403   403   404   403   403   403   403
DELETE /api/admin/v1/groups/{id}/scripts/{name}              401   401   401   403   403   403   403   403   403   404   403   403   403   403
DELETE /api/admin/v1/groups/{id}/canned-answers/{name}       401   401   401   403   403   403   403   403   403   404   403   403   403   403
GET /api/admin/v1/institutions/{id}/scripts                  401   401   401    ok    ok   403   403    ok   403   403   403    ok   403   403
GET /api/admin/v1/institutions/{id}/canned-answers           401   401   401    ok    ok   403   403    ok   403   403   403    ok   403   403
POST /api/admin/v1/institutions/{id}/scripts                 401   401   401   403   403   403   403    ok   403   403   403   403   403   403
POST /api/admin/v1/institutions/{id}/canned-answers          401   401   401   403   403   403   403    ok   403   403   403   403   403   403
PUT /api/admin/v1/institutions/{id}/scripts/{name}           401   401   401   403   403   403   403   404   403   403   403   403   403   403
PUT /api/admin/v1/institutions/{id}/canned-answers/{name}    401   401   401   403   403   403   403   404   403   403   403   403   403   403
DELETE /api/admin/v1/institutions/{id}/scripts/{name}        401   401   401   403   403   403   403   404   403   403   403   403   403   403
DELETE /api/admin/v1/institutions/{id}/canned-answers/{name} 401   401   401   403   403   403   403   404   403   403   403   403   403   403
GET /api/admin/v1/institutions/{id}/policy-page              401   401   401    ok    ok   404    ok    ok    ok    ok    ok    ok    ok   404
GET /api/admin/v1/institutions/{id}/policy-page/view         401   401   401    ok    ok   404    ok    ok    ok    ok    ok    ok    ok   404
POST /api/admin/v1/institutions/{id}/policy-page/view/links  401   401   401    ok    ok   404    ok    ok    ok    ok    ok    ok    ok   404
GET /api/admin/v1/page-links/{token}                         404   401   401   404   404   404   404   404   404   404   404   404   404   404
PUT /api/admin/v1/institutions/{id}/policy-page/status       401   401   401   403   403   403   403    ok   403   403   403   403   403   403
PUT /api/admin/v1/institutions/{id}/policy-page/fields/{field} 401 401   401   403   403   403   403    ok   403   403   403   403   403   403
POST /api/admin/v1/institutions/{id}/policy-page/submit      401   401   401   403   403   403   403    ok   403   403   403   403   403   403
GET /api/admin/v1/institutions/{id}/policy-page/secrets/{field} 401 401  401    ok    ok   404    ok    ok    ok    ok    ok    ok    ok   404
GET /api/admin/v1/institutions/{id}/policy-page/secret-reads 401   401   401   403   403   403   403    ok   403   403   403   403   403   403
GET /api/admin/v1/institutions/{id}/policy-page/history      401   401   401   403   403   403   403    ok   403   403   403   403   403   403
GET /api/admin/v1/institutions/{id}/forms                    401   401   401    ok    ok   404   404    ok   404   404   404    ok   404   404
GET /api/admin/v1/groups/{id}/policy-pages                   401   401   401    ok    ok   404   404    ok   404    ok    ok    ok    ok   404
GET /api/admin/v1/me/scripts                                 401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/admin/v1/me/canned-answers                          401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/me/scripts                                401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/me/canned-answers                         401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
PUT /api/admin/v1/me/scripts/{name}                          401   401   401   404   404   404   404   404   404   404   404   404   404   404
PUT /api/admin/v1/me/canned-answers/{name}                   401   401   401   404   404   404   404   404   404   404   404   404   404   404
DELETE /api/admin/v1/me/scripts/{name}                       401   401   401   404   404   404   404   404   404   404   404   404   404   404
GET /api/admin/v1/setting-definitions                        401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
DELETE /api/admin/v1/me/canned-answers/{name}                401   401   401   404   404   404   404   404   404   404   404   404   404   404
GET /api/admin/v1/me/settings                                401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/admin/v1/me/settings/{key}                          401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
PUT /api/admin/v1/me/settings/{key}                          401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/admin/v1/me/settings/{key}/history                  401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/admin/.well-known/jwks.json                          ok   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/signing-keys/rotate                       401   401   401   403   403   403   403   403   403   403   403    ok   403   403
GET /api/admin/v1/me                                         401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
PUT /api/admin/v1/groups/{id}/founder                        401   401   401   403   403   403   403   403   403   403   403    ok   403   403
POST /api/admin/v1/groups/{id}/memberships                   401   401   401   403   403   403   403    ok    ok    ok   403   403   403    ok
GET /api/admin/v1/groups/{id}/memberships                    401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/admin/v1/groups/{id}/memberships/moves             401   401   401   403   403   403   403   403   403   403    ok   403   403   403
GET /api/admin/v1/memberships                                401   401   401    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/admin/v1/memberships/{id}                           401   401   401    ok    ok   404   404    ok   404   404    ok    ok   404   404
POST /api/admin/v1/memberships/{id}/{move}                   401   401   401   403   403   403   403   403   404   404    ok   403   403   404
GET /api/chat/v1/queues                                      401   403   403    ok    ok    ok    ok    ok    ok    ok    ok   403    ok    ok
GET /api/chat/v1/queues/{id}/hours                           401   403   403    ok    ok   404   404    ok   404   404   404   403   404   404
PUT /api/chat/v1/queues/{id}/hours                           401   403   403   403   403   403   403    ok   404   404   404   403   403   404
DELETE /api/chat/v1/queues/{id}/hours                        401   403   403   403   403   403   403    ok   404   404   404   403   403   404
GET /api/chat/v1/availability                                 ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/chat/v1/chat-form                                    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/chat/v1/groups/{id}/libraries                       404   404   404   404   404   404   404   404   404   404   404   404   404   404
GET /api/chat/v1/patron-pages                                 ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/chat/v1/patron-pages/{slug}                          ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/chat/v1/patron-pages/{slug}/framers                  ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/chat/v1/patron-pages/{slug}/site-checks             ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/chat/v1/page-logos/{institutionId}                  404   404   404   404   404   404   404   404   404   404   404   404   404   404
PUT /api/chat/v1/page-logos/{institutionId}                  401   403   403   403   403   403   403    ok   403   403   403   403   403   403
POST /api/chat/v1/page-logos/{institutionId}/fetches         401   403   403   403   403   403   403    ok   403   403   403   403   403   403
DELETE /api/chat/v1/page-logos/{institutionId}               401   403   403   403   403   403   403    ok   403   403   403   403   403   403
POST /api/chat/v1/page-previews                              401   403   403   403   403   403   403    ok    ok    ok   403   403   403    ok
PUT /api/chat/v1/monitor                                     401   403   403    ok    ok    ok    ok   403   403   403   403   403    ok    ok
DELETE /api/chat/v1/monitor                                  401   403   403    ok    ok    ok    ok   403   403   403   403   403    ok    ok
GET /api/chat/v1/monitor                                     401   403   403    ok    ok    ok    ok   403   403   403   403   403    ok    ok
GET /api/chat/v1/monitor/colleagues                          401   403   403    ok    ok    ok    ok   403   403   403   403   403    ok    ok
GET /api/chat/v1/monitor/desk                                401   403   403    ok    ok    ok    ok   403   403   403   403   403    ok    ok
PUT /api/chat/v1/monitor/heartbeat                           401   403   403    ok    ok    ok    ok   403   403   403   403   403    ok    ok
GET /api/chat/v1/monitor/stream                              401   403   403    ok    ok    ok    ok   409   409   409   409   409    ok    ok
GET /api/chat/v1/me/stream                                   401   403   403    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/chat/v1/me/notices                                  401   403   403    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/chat/v1/me/notices/read                            401   403   403    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/chat/v1/sessions                                    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/chat/v1/sessions                                    401   403   403    ok    ok    ok    ok   403   403   403   403   403    ok    ok
GET /api/chat/v1/sessions/{id}                               401    ok   404    ok    ok   404   404   403   403   403   403   403   404   404
GET /api/chat/v1/sessions/{id}/offer                         401   403   403    ok    ok   404    ok   403   403   403   403   403    ok   404
DELETE /api/chat/v1/sessions/{id}                            401    ok   404   404   404   404   404   403   403   403   403   403   404   404
POST /api/chat/v1/sessions/{id}/accept                       401   403   403    ok    ok   409    ok   403   403   403   403   403    409   409
POST /api/chat/v1/sessions/{id}/dismiss                      401   403   403    ok    ok   409    ok   403   403   403   403   403    409   409
POST /api/chat/v1/sessions/{id}/end                          401   403   403    ok   404   404   404   403   403   403   403   403   404   404
POST /api/chat/v1/sessions/{id}/leave                        401   403   403    ok   404   404   404   403   403   403   403   403   404   404
POST /api/chat/v1/sessions/{id}/messages                     401    ok   404    ok   404   404   404   403   403   403   403   403   404   404
GET /api/chat/v1/sessions/{id}/messages                      401    ok   404    ok    ok   404   404   403   403   403   403   403   404   404
POST /api/chat/v1/sessions/{id}/attachments                  401    ok   404    ok   404   404   404   403   403   403   403   403   404   404
GET /api/chat/v1/sessions/{id}/attachments                   401    ok   404    ok    ok   404   404   403   403   403   403   403   404   404
GET /api/chat/v1/sessions/{id}/attachments/{fileId}          401    ok   404    ok    ok   404   404   403   403   403   403   403   404   404
GET /api/chat/v1/sessions/{id}/signals                       401    ok   404    ok   404   404   404   403   403   403   403   403   404   404
POST /api/chat/v1/sessions/{id}/read                         401    ok   404    ok   404   404   404   403   403   403   403   403   404   404
POST /api/chat/v1/sessions/{id}/typing                       401    ok   404    ok   404   404   404   403   403   403   403   403   404   404
GET /api/chat/v1/sessions/{id}/stream                        401    ok   404    ok   404   404   404   404   404   404   404   404   404   404
GET /api/chat/v1/sessions/{id}/transfer-targets              401   403   403    ok   404   404   404   403   403   403   403   403   404   404
POST /api/chat/v1/sessions/{id}/pages                        401   403   403    ok   404   404   404   403   403   403   403   403   404   404
POST /api/chat/v1/sessions/{id}/closing                      401   403   403    ok   404   404   404   403   403   403   403   403   404   404
PUT /api/chat/v1/sessions/{id}/contact                       401    ok   404    ok   404   404   404   403   403   403   403   403   404   404
POST /api/chat/v1/sessions/{id}/outside-agencies             401   403   403    ok   404   404   404   403   403   403   403   403   404   404
POST /api/chat/v1/sessions/{id}/scripts                      401   403   403    ok   404   404   404   403   403   403   403   403   404   404
GET /api/chat/v1/sessions/{id}/descriptive-codes             401   403   403    ok   404   404   404   403   403   403   403   403   404   404
POST /api/chat/v1/sessions/{id}/warning                      401   403   403    ok   404   404   404   403   403   403   403   403   404   404
POST /api/chat/v1/sessions/{id}/disconnect                   401   403   403    ok   404   404   404   403   403   403   403   403   404   404
POST /api/chat/v1/sessions/{id}/ban                          401   403   403    ok    ok   404   404   403   403   403   403   403   404   404
GET /api/chat/v1/dead-letters                                401   403   403   403   403   403   403   403   403   403   403    ok   403   403
POST /api/chat/v1/dead-letters/requeue                       401   403   403   403   403   403   403   403   403   403   403    ok   403   403
GET /api/chat/v1/bans                                        401   403   403    ok    ok    ok    ok    ok    ok    ok   403   403    ok    ok
DELETE /api/chat/v1/bans/{id}                                401   403   403    ok    ok   404   404    ok   404   404   403   403   404   404
GET /api/chat/v1/sessions/{id}/resolution-codes              401   403   403    ok   404   404   404   403   403   403   403   403   404   404
POST /api/chat/v1/sessions/{id}/transfers                    401   403   403    ok   404   404   404   403   403   403   403   403   404   404
GET /api/chat/v1/transfers                                   401   403   403    ok    ok    ok    ok   403   403   403   403   403    ok    ok
POST /api/chat/v1/instant-messages                           401   403   403    ok    ok   404    ok    ok    ok    ok   403   403    ok   404
GET /api/chat/v1/instant-messages                            401   403   403    ok    ok    ok    ok    ok    ok    ok   403   403    ok    ok
POST /api/chat/v1/queues/{id}/room                           401   403   403    ok    ok   404   404   403   403   403   403   403   404   404
GET /api/chat/v1/queues/{id}/room                            401   403   403    ok    ok   404   404   403   403   403   403   403   404   404
GET /api/chat/v1/supervision/sessions                        401   403   403   403    ok   403   403    ok    ok    ok   403   403    ok    ok
GET /api/chat/v1/supervision/sessions/{id}/messages          401   403   403   403    ok   403   403    ok   404   404   403   403    ok   404
GET /api/chat/v1/scripts                                     401   403   403    ok    ok    ok    ok   403   403   403   403   403    ok    ok
GET /api/chat/v1/transfers/{id}                              401   403   403    ok    ok   404   404   403   403   403   403   403   404   404
POST /api/chat/v1/transfers/{id}/accept                      401   403   403   404    ok   409   409   403   403   403   403   403    409   409
POST /api/chat/v1/transfers/{id}/decline                     401   403   403   404    ok   409   409   403   403   403   403   403    409   409
POST /api/chat/v1/transfers/{id}/cancel                      401   403   403    ok   404   404   404   403   403   403   403   403   404   404
POST /api/chat/v1/stream-tickets                             401    ok   404    ok    ok    ok    ok   403   403   403   403   403    ok    ok
GET /api/questions/v1/questions                              401   403   403    ok    ok    ok    ok    ok    ok    ok    ok   403    ok    ok
POST /api/questions/v1/questions                              ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/questions/v1/questions/{id}                         401    ok   404    ok    ok   404   404    ok   404   404   404   403    ok   404
POST /api/questions/v1/questions/{id}/claim                  401   403   403    ok    ok   404   404   403   403   403   403   403    ok   404
POST /api/questions/v1/questions/{id}/unclaim                401   403   403    ok    ok   404   404    ok   404   404   403   403    ok   404
POST /api/questions/v1/questions/{id}/assign                 401   403   403   403   403   404   404    ok   404   404   403   403   403   404
POST /api/questions/v1/questions/{id}/notes                  401   403   403    ok    ok   404   404   403   403   403   403   403   403   404
POST /api/questions/v1/questions/{id}/answers                401   403   403    ok    ok   404   404   403   403   403   403   403   403   404
POST /api/questions/v1/questions/{id}/close                  401   403   403   403    ok   404   404   403   403   403   403   403    ok   404
POST /api/questions/v1/questions/{id}/merge                  401   403   403   403    ok   404   404   403   403   403   403   403    ok   404
POST /api/questions/v1/questions/{id}/reopen                 401   403   403   403    ok   403   403   403   403   403   403   403    ok   404
GET /api/questions/v1/questions/{id}/patron                 401   403   403    ok    ok   404   404    ok   404   404   404   403    ok   404
GET /api/questions/v1/questions/{id}/earlier                401   403   403    ok    ok   404   404    ok   404   404   404   403   404   404
GET /api/questions/v1/my-questions                           401    ok    ok   403   403   403   403   403   403   403   403   403   403   403
POST /api/questions/v1/my-questions/links                    401    ok    ok   403   403   403   403   403   403   403   403   403   403   403
POST /api/questions/v1/my-questions/erasures                 401    ok    ok   403   403   403   403   403   403   403   403   403   403   403
GET /api/questions/v1/patron-links/{token}                    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/questions/v1/my-questions/page                       ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/questions/v1/my-questions/page                     404   404   404   404   404   404   404   404   404   404   404   404   404   404
POST /api/questions/v1/patron-links                           ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/questions/v1/ask-forms/{institutionId}               ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/questions/v1/ask-forms/{library}/page                ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/questions/v1/ask-forms/{library}/page               ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/questions/v1/questions/{id}/files                  401    ok   404    ok    ok   404   404   403   403   403   403   403    ok   404
GET /api/questions/v1/questions/{id}/files                   401   403   403    ok    ok   404   404    ok   404   404   404   403    ok   404
DELETE /api/questions/v1/questions/{id}/files/{fileId}       401   403   403    ok    ok   404   404   403   403   403   403   403    ok   404
GET /api/questions/v1/questions/{id}/files/{fileId}          401    ok   404    ok    ok   404   404    ok   404   404   404   403    ok   404
GET /api/questions/v1/files/{key}                            404   404   404   404   404   404   404   404   404   404   404   404   404   404
GET /api/questions/v1/question-counts                        401   403   403    ok    ok    ok    ok    ok    ok    ok    ok   403    ok    ok
GET /api/questions/v1/questions.csv                          401   403   403    ok    ok    ok    ok    ok    ok    ok    ok   403    ok    ok
POST /api/questions/v1/questions/bulk/close                  401   403   403    ok    ok    ok    ok   403   403   403   403   403    ok    ok
POST /api/questions/v1/questions/bulk/assign                 401   403   403    ok    ok    ok    ok    ok    ok    ok   403   403    ok    ok
GET /api/questions/v1/service-history                        401   403   403    ok    ok    ok    ok    ok    ok    ok    ok   403    ok    ok
POST /api/questions/v1/erasures                              401   403   403   403   403   403   403    ok    ok    ok   403   403   403    ok
GET /api/questions/v1/erasures                               401   403   403   403   403   403   403    ok    ok    ok   403    ok   403    ok
GET /api/questions/v1/erasures/{id}                          401   403   403   403   403   403   403    ok   404   404   403   403   403   404
POST /api/questions/v1/exports                               401   403   403   403   403   403   403    ok    ok    ok   403   403   403    ok
GET /api/questions/v1/unfiled-chats                          401   403   403   403   403   403   403    ok    ok    ok   403    ok   403    ok
POST /api/questions/v1/unfiled-chats/requeue                 401   403   403   403   403   403   403    ok    ok    ok   403    ok   403    ok
GET /api/questions/v1/dead-letters                           401   403   403   403   403   403   403   403   403   403   403    ok   403   403
POST /api/questions/v1/dead-letters/requeue                  401   403   403   403   403   403   403   403   403   403   403    ok   403   403
GET /api/questions/v1/imports                                401   403   403   403   403   403   403   403   403   403   403    ok   403   403
GET /api/questions/v1/imports/{id}                           401   403   403   403   403   403   403   403   403   403   403   404   403   403
GET /api/questions/v1/imports/{id}/remarks                   401   403   403   403   403   403   403   403   403   403   403   404   403   403
POST /api/questions/v1/imports/{id}/cancel                   401   403   403   403   403   403   403   403   403   403   403   404   403   403
GET /api/questions/v1/rebuilds                               401   403   403   403   403   403   403   403   403   403   403    ok   403   403
POST /api/questions/v1/rebuilds                              401   403   403   403   403   403   403   403   403   403   403    ok   403   403
GET /api/questions/v1/rebuilds/{id}                          401   403   403   403   403   403   403   403   403   403   403   404   403   403
POST /api/questions/v1/rebuilds/{id}/cancel                  401   403   403   403   403   403   403   403   403   403   403   404   403   403
GET /api/questions/v1/review-queue                           401   403   403   403    ok   403   403   403   403   403   403   403    ok    ok
PUT /api/questions/v1/questions/{id}/review                  401   403   403   403    ok   403   403   403   403   403   403   403    ok   404
GET /api/questions/v1/questions/{id}/reviews                 401   403   403   403    ok   403   403   403   403   403   403   403    ok   404
GET /api/questions/v1/feedback                               401   403   403    ok    ok    ok    ok   403   403   403   403   403    ok    ok
GET /api/questions/v1/transcript-reads                       401   403   403   403    ok   403   403    ok    ok    ok   403   403    ok    ok
GET /api/questions/v1/statistics                             401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/questions/v1/statistics/ledger                      401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/questions/v1/statistics/questions                   401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/questions/v1/statistics/questions.csv               401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/questions/v1/statistics/report.csv                  401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/questions/v1/statistics/ledger.csv                  401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/questions/v1/statistics/exchanges                   401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/questions/v1/statistics/exchanges.csv               401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/questions/v1/statistics/transfers                   401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/questions/v1/statistics/chats                       401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/questions/v1/statistics/chats.csv                   401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/questions/v1/statistics/chats/sessions              401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/questions/v1/statistics/chats/sessions.csv          401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
POST /api/questions/v1/questions/{id}/messages               401   403   403    ok    ok   404   404   403   403   403   403   403   403   404
POST /api/questions/v1/questions/{id}/split                  401   403   403    ok    ok   404   404   403   403   403   403   403   403   404
GET /api/questions/v1/questions/{id}/canned-answers         401   403   403    ok    ok   404   404   403   403   403   403   403    ok   404
POST /api/notifications/v1/questions/{id}/previews          401   403   403    ok    ok   404   404   403   403   403   403   403    ok   404
POST /api/questions/v1/questions/{id}/clarifications         401   403   403    ok    ok   404   404   403   403   403   403   403    ok   404
POST /api/questions/v1/questions/{id}/replies                401    ok   404   403   403   403   403   403   403   403   403   403   403   403
GET /api/questions/v1/questions/{id}/draft                   401   403   403    ok    ok   404   404   403   403   403   403   403    ok   404
PUT /api/questions/v1/questions/{id}/draft                   401   403   403    ok    ok   404   404   403   403   403   403   403    ok   404
DELETE /api/questions/v1/questions/{id}/draft                401   403   403    ok    ok   404   404   403   403   403   403   403    ok   404
POST /api/questions/v1/questions/{id}/draft/send             401   403   403    ok    ok   404   404   403   403   403   403   403    ok   404
PUT /api/questions/v1/questions/{id}/presence                401   403   403    ok    ok   404   404    ok   404   404   404   403    ok   404
DELETE /api/questions/v1/questions/{id}/presence             401   403   403    ok    ok    ok    ok    ok    ok    ok    ok   403    ok    ok
POST /api/questions/v1/questions/{id}/recall                 401   403   403   403    ok   403   403    ok   404   404   403   403   403   404
POST /api/questions/v1/questions/{id}/recode                 401   403   403   403    ok   403   403   403   403   403   403   403    ok   404
POST /api/questions/v1/questions/{id}/done                   401   403   403   403   403   404   404   403   403   403   403   403   403   404
POST /api/questions/v1/questions/{id}/solved                 401    ok   404   403   403   403   403   403   403   403   403   403   403   403
PUT /api/questions/v1/questions/{id}/contact                 401    ok   404    ok    ok   404   404   403   403   403   403   403   403   404
PUT /api/questions/v1/questions/{id}/coding                  401   403   403    ok    ok   404   404   403   403   403   403   403   403   404
POST /api/questions/v1/questions/{id}/outside-agencies       401   403   403    ok    ok   404   404   403   403   403   403   403   403   404
POST /api/questions/v1/questions/{id}/forwards               401   403   403   403    ok   403   403   403   403   403   403   403    ok   404
GET /api/questions/v1/descriptive-codes                      401   403   403    ok    ok    ok    ok    ok    ok    ok    ok    404    ok    ok
GET /api/questions/v1/survey-questions                       401   403   403    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/questions/v1/survey-forms/{form}/view               401   403   403    ok    ok    ok    ok    ok    ok    ok    ok   404    ok    ok
POST /api/questions/v1/survey-forms/{form}/view/links        401   403   403    ok    ok    ok    ok    ok    ok    ok    ok   404    ok    ok
GET /api/questions/v1/page-links/{token}                     404   404   404   404   404   404   404   404   404   404   404   404   404   404
GET /api/questions/v1/survey-results                         401   403   403    ok    ok   404   404    ok   404    ok   404   403    ok   404
GET /api/questions/v1/survey-results/texts                   401   403   403    ok    ok   404   404    ok   404    ok   404   403    ok   404
GET /api/questions/v1/surveys/{token}                        404   404   404   404   404   404   404   404   404   404   404   404   404   404
POST /api/questions/v1/surveys/{token}                       404   404   404   404   404   404   404   404   404   404   404   404   404   404
GET /api/questions/v1/surveys/{token}/form                   404   404   404   404   404   404   404   404   404   404   404   404   404   404
POST /api/questions/v1/surveys/{token}/form                  404   404   404   404   404   404   404   404   404   404   404   404   404   404
GET /api/referrals/v1/partners                               401   403   403    ok    ok   404   404   403   403   403   403   403   404   404
POST /api/referrals/v1/referrals                             401   403   403    ok    ok   404    ok   403   403   403   403   403   404   404
GET /api/referrals/v1/partners/{id}                          401   403   403    ok    ok   404   404   403   403   403   403   403   404   404
GET /api/referrals/v1/chains/{id}                            401   403   403    ok    ok   404   404    ok   404   404   404   403    ok   404
GET /api/referrals/v1/experts                                401   403   403    ok    ok    ok    ok    ok    ok    ok    ok   403    ok    ok
POST /api/referrals/v1/experts                               401   403   403   403   403   403   403    ok    ok    ok   403   403   403    ok
GET /api/referrals/v1/experts/{id}                           401   403   403    ok    ok   404   404    ok   404   404   404   403   404   404
PUT /api/referrals/v1/experts/{id}                           401   403   403   403   403   403   403    ok   404   404   404   403   403   404
DELETE /api/referrals/v1/experts/{id}                        401   403   403   403   403   403   403    ok   404   404   404   403   403   404
GET /api/referrals/v1/groups/{id}/bars                       401   403   403    ok    ok   404   404    ok   404    ok    ok    ok    ok   404
POST /api/referrals/v1/groups/{id}/bars                      401   403   403   403   403   403   403   403   403    ok   403   403    ok   403
POST /api/referrals/v1/bars/{id}/lift                        401   403   403   403   403   403   403   403   403    ok   403   403    ok   403
GET /api/referrals/v1/dead-letters                           401   403   403   403   403   403   403   403   403   403   403    ok   403   403
POST /api/referrals/v1/dead-letters/requeue                  401   403   403   403   403   403   403   403   403   403   403    ok   403   403
GET /api/referrals/v1/statistics/referrals                   401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/referrals/v1/statistics/referrals.csv               401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/referrals/v1/statistics/referrals/rows              401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/referrals/v1/statistics/duties                      401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/referrals/v1/statistics/duties.csv                  401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/referrals/v1/statistics/duties/checks               401   403   403   403    ok   403   403    ok   404    ok   404   403    ok   404
GET /api/referrals/v1/email-partners                         401   403   403    ok    ok    ok    ok   403   403   403   403   403    ok    ok
POST /api/referrals/v1/email-partners                        401   403   403    ok    ok    ok    ok   403   403   403   403   403    ok    ok
DELETE /api/referrals/v1/email-partners/{id}                 401   403   403    ok   404   404   404   403   403   403   403   403   404   404
GET /api/referrals/v1/referrals                              401   403   403    ok    ok    ok    ok    ok    ok    ok    ok   403    ok    ok
GET /api/referrals/v1/referrals/{id}                         401   403   403    ok    ok   404    ok    ok    ok   404   404   403   404   404
POST /api/referrals/v1/referrals/{id}/return                 401   403   403   403   403   404    ok   403   403   403   403   403   404   404
POST /api/referrals/v1/referrals/{id}/withdraw               401   403   403    ok    ok   404   403   403   403   403   403   403   404   404
GET /api/referrals/v1/rotas/{groupId}                        401   403   403    ok    ok   404   404    ok   404    ok    ok    ok    ok   404
PUT /api/referrals/v1/rotas/{groupId}                        401   403   403   403   403   403   403   403   403    ok   403   403    ok   403
GET /api/referrals/v1/rotas/{groupId}/versions               401   403   403    ok    ok   404   404    ok   404    ok    ok    ok    ok   404
GET /api/referrals/v1/rotas/{groupId}/versions/{version}     401   403   403    ok    ok   404   404    ok   404    ok    ok    ok    ok   404
GET /api/referrals/v1/rotas/{groupId}/on-duty                401   403   403    ok    ok   404   404    ok   404    ok    ok    ok    ok   404
GET /api/referrals/v1/duties                                 401   403   403    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/referrals/v1/duties/{id}                            401   403   403    ok    ok   404   404    ok   404    ok    ok   404    ok   404
POST /api/referrals/v1/duties/{id}/checks                    401   403   403    ok    ok   404   404   403   403   403   403   403   403   404
POST /api/referrals/v1/duties/{id}/hand-on                   401   403   403   403   403   403   403   403   403    ok   403   403    ok   403
POST /api/referrals/v1/duties/{id}/covers                    401   403   403    ok    ok   404   404    ok   404    ok   403   403    ok   404
GET /api/referrals/v1/covers                                 401   403   403    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/referrals/v1/covers/{id}                            401   403   403    ok    ok   404   404    ok   404    ok    ok   404    ok   404
POST /api/referrals/v1/covers/{id}/take                      401   403   403    ok    ok   404   404    ok   404    ok   403   403    ok   404
POST /api/referrals/v1/covers/{id}/withdraw                  401   403   403    ok    ok   404   404    ok   404    ok   403   403    ok   404
POST /api/referrals/v1/duty-feeds                            401   403   403    ok    ok    ok    ok    ok    ok    ok    ok   403    ok    ok
GET /api/referrals/v1/duty-feeds                             401   403   403    ok    ok    ok    ok    ok    ok    ok    ok   403    ok    ok
DELETE /api/referrals/v1/duty-feeds/{id}                     401   403   403    ok   404   404   404   404   404   404   404   403   404   404
GET /api/referrals/v1/duty-feeds/{token}/duties.ics           ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/notifications/v1/dead-letters                       401   403   403   403   403   403   403   403   403   403   403    ok   403   403
POST /api/notifications/v1/dead-letters/requeue              401   403   403   403   403   403   403   403   403   403   403    ok   403   403
GET /api/notifications/v1/webhooks                           401   403   403   403   403   403   403    ok    ok    ok   403   403   403    ok
POST /api/notifications/v1/webhooks                          401   403   403   403   403   403   403    ok   403   403   403   403   403   403
GET /api/notifications/v1/webhooks/{id}                      401   403   403   403   403   403   403    ok   404   404   404   403   403   404
PUT /api/notifications/v1/webhooks/{id}                      401   403   403   403   403   403   403    ok   404   404   404   403   403   404
DELETE /api/notifications/v1/webhooks/{id}                   401   403   403   403   403   403   403    ok   404   404   404   403   403   404
POST /api/notifications/v1/webhooks/{id}/rotate              401   403   403   403   403   403   403    ok   404   404   404   403   403   404
POST /api/notifications/v1/webhooks/{id}/test                401   403   403   403   403   403   403    ok   404   404   404   403   403   404
GET /api/notifications/v1/webhooks/{id}/deliveries           401   403   403   403   403   403   403    ok   404   404   404   403   403   404
POST /api/notifications/v1/webhooks/{id}/deliveries/{deliveryId}/replay 401   403   403   403   403   403   403   404   404   404   404   403   403   404
POST /api/notifications/v1/webhooks/{id}/replay              401   403   403   403   403   403   403    ok   404   404   404   403   403   404
GET /api/notifications/v1/feed                               401   403   403   403   403   403   403   403   403   403   403   403   403   403
PUT /api/notifications/v1/feed                               401   403   403   403   403   403   403   403   403   403   403   403   403   403
DELETE /api/notifications/v1/feed                            401   403   403   403   403   403   403   403   403   403   403   403   403   403
GET /api/notifications/v1/groups/{id}/feed-readers           401   403   403   403   403   403   403   403   403    ok   403    ok   403   403
GET /api/notifications/v1/deliveries                         401   403   403    ok    ok   404   404    ok   404   404   404   403    ok   404
GET /api/notifications/v1/deliveries/unsettled                401   403   403    ok    ok    ok    ok    ok    ok    ok    ok   403    ok    ok
POST /api/notifications/v1/deliveries/{id}/resend             401   403   403    ok    ok   404   404    ok   404   404   403   403    ok   404
GET /api/notifications/v1/suppressed-patrons                 401   403   403    ok    ok    ok    ok    ok    ok    ok    ok   403    ok    ok
POST /api/notifications/v1/suppressed-patrons/{id}/release   401   403   403    ok    ok   404   404    ok   404   404   403   403   404   404
GET /api/notifications/v1/institutions/{id}/message-mockups/{type}  401   403   403   403   403   403   403    ok   403   403   403   403   403   403
POST /api/notifications/v1/institutions/{id}/message-mockups/{type}/links 401 403 403 403   403   403   403    ok   403   403   403   403   403   403
GET /api/notifications/v1/page-links/{token}                 404   404   404   404   404   404   404   404   404   404   404   404   404   404
GET /api/notifications/v1/institutions/{id}/acknowledgement-page   ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/notifications/v1/institutions/{id}/acknowledgement-page.html   ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /api/notifications/v1/institutions/{id}/notification-tests  401   403   403   403   403   403   403    ok   403   403   403   403   403   403
GET /api/notifications/v1/institutions/{id}/suppressed-addresses  401   403   403   403   403   403   403    ok   403   403   403   403   403   403
GET /api/notifications/v1/institutions/{id}/mailed-reports   401   403   403   403   403   403   403    ok   403   403   403   403   403   403
GET /api/notifications/v1/groups/{id}/mailed-reports         401   403   403   403   403   403   403   403   403    ok   403   403   403   403
POST /api/notifications/v1/institutions/{id}/suppressed-addresses/release  401   403   403   403   403   403   403    ok   403   403   403   403   403   403
GET /api/notifications/v1/unfiled-mails                      401   403   403   403   403   403   403    ok    ok    ok   403    ok   403    ok
POST /api/notifications/v1/unfiled-mails/requeue             401   403   403   403   403   403   403    ok    ok    ok   403    ok   403    ok
GET /api/notifications/v1/incoming-mails                     401   403   403    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok    ok
GET /api/notifications/v1/incoming-mails/{id}                401   403   403    ok    ok   404   404    ok   404   404   404   404   404   404
GET /api/notifications/v1/incoming-mails/{id}/original       401   403   403    ok    ok   404   404    ok   404   404   404   404   404   404
GET /api/notifications/v1/incoming-mails/{id}/attachments/{attachmentId}  401 403 403 ok  ok   404   404    ok   404   404   404   404   404   404
POST /api/notifications/v1/incoming-mails/{id}/release       401   403   403    ok    ok   404   404    ok   404   404   403   404   404   404
POST /api/notifications/v1/incoming-mails/{id}/reject        401   403   403    ok    ok   404   404    ok   404   404   403   404   404   404
`;

/**
 * What service accounts may do (B33): what anybody may, and these operations by scope; everything else is 403.
 * By then Cedar's administrator has deleted the endpoint. svc = Cedar's, narrow = Cedar's without the scope, fsvc = Dogwood's, gsvc = the group Evergreen's.
 */
const services = `
operation                                                    svc narrow fsvc  gsvc  gone
POST /api/admin/v1/auth/second-factor                        401   401   401   401   401
POST /api/admin/v1/auth/second-factor/passkey-options        401   401   401   401   401
POST /api/admin/v1/auth/token                                401   401   401   401   401
POST /api/admin/v1/auth/refresh                              401   401   401   401   401
GET /api/chat/v1/me/stream                                   401   401   401   401   401
GET /api/chat/v1/monitor/stream                              401   401   401   401   401
GET /api/chat/v1/sessions/{id}/stream                        401   401   401   401   401
GET /api/notifications/v1/webhooks                             ok   403    ok    ok   401
POST /api/notifications/v1/webhooks                            ok   403   403   403   401
GET /api/notifications/v1/webhooks/{id}                        ok   403   404   404   401
PUT /api/notifications/v1/webhooks/{id}                        ok   403   404   404   401
DELETE /api/notifications/v1/webhooks/{id}                     404   403   404   404   401
POST /api/notifications/v1/webhooks/{id}/rotate                ok   403   404   404   401
POST /api/notifications/v1/webhooks/{id}/test                  ok   403   404   404   401
GET /api/notifications/v1/webhooks/{id}/deliveries             ok   403   404   404   401
POST /api/notifications/v1/webhooks/{id}/deliveries/{deliveryId}/replay  404   403   404   404   401
POST /api/notifications/v1/webhooks/{id}/replay                ok   403   404   404   401
GET /api/notifications/v1/feed                               403   403   403    ok   401
PUT /api/notifications/v1/feed                               403   403   403    ok   401
DELETE /api/notifications/v1/feed                            403   403   403    ok   401
GET /api/admin/v1/institutions                                ok    ok    ok    ok   401
GET /api/admin/v1/institutions/{id}                           ok    ok    ok    ok   401
GET /api/admin/v1/groups                                      ok    ok    ok    ok   401
GET /api/admin/v1/groups/{id}                                 ok    ok    ok    ok   401
GET /api/questions/v1/surveys/{token}                        404   404   404   404   401
POST /api/questions/v1/surveys/{token}                       404   404   404   404   401
GET /api/questions/v1/surveys/{token}/form                   404   404   404   404   401
POST /api/questions/v1/surveys/{token}/form                  404   404   404   404   401
GET /api/questions/v1/questions                               ok   403    ok   403   401
GET /api/questions/v1/questions/{id}                          ok   403   404   403   401
GET /api/questions/v1/statistics                              ok   403   404    ok   401
GET /api/questions/v1/statistics/ledger                       ok   403   404    ok   401
GET /api/questions/v1/statistics/questions                    ok   403   404    ok   401
GET /api/questions/v1/statistics/questions.csv                ok   403   404    ok   401
GET /api/questions/v1/statistics/report.csv                   ok   403   404    ok   401
GET /api/questions/v1/statistics/ledger.csv                   ok   403   404    ok   401
GET /api/questions/v1/statistics/chats                        ok   403   404    ok   401
GET /api/questions/v1/statistics/chats.csv                    ok   403   404    ok   401
GET /api/questions/v1/statistics/chats/sessions               ok   403   404    ok   401
GET /api/questions/v1/statistics/exchanges                    ok   403   404    ok   401
GET /api/questions/v1/statistics/exchanges.csv                ok   403   404    ok   401
GET /api/questions/v1/statistics/transfers                    ok   403   404    ok   401
GET /api/referrals/v1/statistics/referrals                    ok   403   404    ok   401
GET /api/referrals/v1/statistics/referrals.csv                ok   403   404    ok   401
GET /api/referrals/v1/statistics/referrals/rows               ok   403   404    ok   401
GET /api/referrals/v1/statistics/duties                       ok   403   404    ok   401
GET /api/referrals/v1/statistics/duties.csv                   ok   403   404    ok   401
GET /api/referrals/v1/statistics/duties/checks                ok   403   404    ok   401
GET /api/questions/v1/statistics/chats/sessions.csv           ok   403   404    ok   401
`;

export interface Row {
  operation: string;
  expected: Record<Actor, 'ok' | number>;
}

type Cell = 'ok' | number;

/** Operation -> what each column expects. */
function cellsOf<A extends string>(text: string, columns: readonly A[]): Map<string, Record<A, Cell>> {
  const lines = text.split('\n').filter((line) => /^(GET|POST|PUT|DELETE) /.test(line));
  return new Map(
    lines.map((line) => {
      const words = line.trim().split(/\s+/);
      const cells = words.slice(2).map((cell): Cell => (cell === 'ok' ? 'ok' : Number(cell)));
      if (cells.length !== columns.length) throw new Error(`${line} has ${cells.length} cells`);
      const expected = Object.fromEntries(columns.map((column, n) => [column, cells[n]!]));
      return [`${words[0]} ${words[1]}`, expected as Record<A, Cell>];
    }),
  );
}

const byScope = cellsOf(services, serviceActors);
const otherwise = (anon: Cell): Record<ServiceActor, Cell> => {
  // Callers without a sign-in get the public answer.
  const cell = anon === 401 ? 403 : anon;
  return { svc: cell, narrow: cell, fsvc: cell, gsvc: cell, gone: 401 };
};

/** Each setting's own operations are those of its level: the same handler takes them, whatever the key. */
function* withEachSetting<E>(cells: Map<string, E>): Generator<[string, E]> {
  const paths = { group: '/groups/{id}', institution: '/institutions/{id}', account: '/me' };
  for (const [operation, expected] of cells) {
    yield [operation, expected];
    for (const { key, level } of Object.values<Setting>(settings))
      if (operation.endsWith(`${paths[level]}/settings/{key}`))
        yield [operation.replace('{key}', key), expected];
  }
}
/** Whether an operation is one setting's own. */
export const isOfOneSetting = (operation: string): boolean => /\/settings\/[a-z-]+$/.test(operation);

export const rows: Row[] = [...withEachSetting(cellsOf(table, people))].map(([operation, expected]) => ({
  operation,
  expected: { ...expected, ...(byScope.get(operation) ?? otherwise(expected.anon)) },
}));

/** Rows about service accounts whose operation is in no row above. */
export const strays = [...byScope.keys()].filter(
  (operation) => !rows.some((row) => row.operation === operation),
);
