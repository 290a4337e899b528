#!/bin/sh
# Builds the image of a container without a Docker daemon, starts it, and asks for its health: `make image`.
#
# It needs root, buildah and runc. The Dockerfile's own base comes from a registry; without BASE_IMAGE, a base of the
# same Python is made of Debian's packages with debootstrap, so that no registry is needed.
#   BASE_IMAGE   a base to build on: public.ecr.aws/docker/library/python:3.13-slim-bookworm
#   MIRROR       of Debian
#   PACKAGE      the container, a folder of containers/; PORT, where it is tried
set -eu

PACKAGE=${PACKAGE:-media_stream}
PORT=${PORT:-18765}
MIRROR=${MIRROR:-http://deb.debian.org/debian}
PYTHON=${PYTHON:-python3}
FOLDER=build/images
DEBIAN=localhost/python:3.13-trixie
AUTHORITIES=/etc/ssl/certs/ca-certificates.crt # what this machine trusts, seen while building and not kept

mkdir -p "$FOLDER"
FOLDER=$(realpath "$FOLDER")

store() {
    command=$1
    shift
    buildah --root "$FOLDER/store" --runroot "$FOLDER/run" --storage-driver overlay "$command" "$@"
}

base() {
    store inspect --type image "$DEBIAN" >/dev/null 2>&1 && return
    root=$(mktemp -d "$FOLDER/debian.XXXXXX")
    debootstrap --variant=minbase --include=ca-certificates,netbase,tzdata,python3,python3-venv trixie "$root" "$MIRROR" >&2
    rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/*
    made=$(store from scratch)
    cp -a "$root/." "$(store mount "$made")/"
    rm -rf "$root"
    store umount "$made" >&2
    store run --isolation chroot "$made" -- python3 -m venv /opt/python # Debian's own refuses pip
    store config --env PATH=/opt/python/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$made"
    store commit --quiet --rm "$made" "$DEBIAN" >&2
}

build() {
    context=$("$PYTHON" -c "
import sys
from containers.registry import registry
from layers.assets import stage_container
print(*[stage_container(one.package, one.agent) for one in registry() if one.package == sys.argv[1]])" "$PACKAGE")
    store bud --layers --format docker --isolation chroot --network host ${AUTHORITIES:+--volume "$AUTHORITIES:$AUTHORITIES:ro"} \
        --build-arg "BASE_IMAGE=$BASE_IMAGE" --tag "localhost/$PACKAGE" "$context"
    store images
}

health() {
    "$PYTHON" -c "import sys, urllib.request as web; print(web.urlopen(sys.argv[1], timeout=2).read().decode().strip())" \
        "http://127.0.0.1:$PORT/health" 2>/dev/null
}

# The program in the container: buildah hands no signal on to it.
program() {
    found=$running
    until [ "$(ps -o comm= -p "$found")" = python ]; do
        found=$(pgrep -P "$found" | head -n 1)
        [ -n "$found" ] || return 1
    done
    echo "$found"
}

finish() {
    kill -TERM "$(program)" 2>/dev/null || true
    wait "$running" || echo "it ended with $?"
    store rm "$trial" >/dev/null
}

# With no cloud and no secrets: the engines in the image, and what health says of them.
try() {
    trial=$(store from --pull=never "localhost/$PACKAGE")
    began=$(date +%s%N)
    store run --isolation oci --runtime runc --network host --env STAGE=local --env "PORT=$PORT" --env BIND_HOST=127.0.0.1 \
        --env AWS_ENDPOINT_URL=http://127.0.0.1:9 --env AWS_REGION=us-east-1 --env AWS_ACCESS_KEY_ID=none \
        --env AWS_SECRET_ACCESS_KEY=none "$trial" -- python -m "containers.$PACKAGE" >"$FOLDER/$PACKAGE.log" 2>&1 &
    running=$!
    trap finish EXIT
    until answer=$(health); do
        kill -0 $running 2>/dev/null && [ $((($(date +%s%N) - began) / 1000000000)) -lt 60 ] || {
            tail "$FOLDER/$PACKAGE.log"
            exit 1
        }
        sleep 0.1
    done
    echo "healthy after $((($(date +%s%N) - began) / 1000000)) ms: $answer"
    ps -o user=,rss=,args= -p "$(program)"
    store run --isolation chroot --network host --env "PORT=$PORT" "$trial" -- python -m "containers.$PACKAGE.health"
}

[ -f "$AUTHORITIES" ] || AUTHORITIES=
[ -n "${BASE_IMAGE:-}" ] || { base; BASE_IMAGE=$DEBIAN; }
build
try
