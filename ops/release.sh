#!/usr/bin/env bash
# Makes everything that a release consists of in release/, and stops before anything is published.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(node -p "require('./package.json').version")
[ -z "$(git status --porcelain)" ] || { echo "Commit first: the tree is not clean."; exit 2; }
if git rev-parse -q --verify "refs/tags/v$version" >/dev/null; then echo "v$version is tagged already."; exit 2; fi
grep -q "^## \[$version\] - " CHANGELOG.md || { echo "CHANGELOG.md has no heading for $version."; exit 2; }

node ops/build/notice.ts
git diff --exit-code --stat NOTICE || { echo "NOTICE was out of date: commit it and begin again."; exit 2; }
npm run check
npm test
node ops/build/main.ts dist
rm -rf release && mkdir release
npm pack --pack-destination release ./dist
npm sbom --omit=dev --sbom-format cyclonedx >"release/readout-$version.cdx.json"
# The part of the changelog that is this version's.
awk -v head="## [$version]" 'index($0, head) == 1 { on = 1; next } /^## / { on = 0 } on' CHANGELOG.md >"release/notes.md"
(cd release && sha256sum ./* >SHA256SUMS)
ls -l release
echo "Nothing is published yet. What is left:"
echo "  git tag -s v$version && git push origin v$version"
echo "  npm publish --provenance release/readout-$version.tgz"
