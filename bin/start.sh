# What `npm start` runs. `exec` to the end, so that a signal to npm reaches Readout itself and nothing stands between.
#
# npm puts the Node that it installed first on the PATH. Where that one cannot start (a system library is missing), the
# Node that runs npm is put before it: the launcher then says why, or runs on that one where it is new enough.
node -v >/dev/null 2>&1 || PATH="${npm_node_execpath%/*}:$PATH"
# A small room for new objects spares memory and costs no processor time, and so does one heap of the C library for all
# threads, where it makes up to eight for each core (ops/readout.service has both, too).
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}"
exec node --max-semi-space-size=2 "${0%/*}/readout.js" serve "$@"
