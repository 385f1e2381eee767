/* What OpenSSL showed of its structures before 1.1, as far as these programs
 * look at it. */
struct ssl3_state_st {
  long flags;
};
struct ssl_st {
  struct ssl3_state_st *s3;
};
