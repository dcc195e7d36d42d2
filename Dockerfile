# conflint alone, without Node and without a shell:
#   docker build -t conflint .
#   docker run --rm --network none -v "$PWD:/work:ro" conflint .
FROM node:22-bookworm-slim AS build
ARG TARGETARCH=amd64
WORKDIR /conflint
COPY . .
RUN npm ci --no-audit --no-fund \
 && processor=$(test "$TARGETARCH" = arm64 && echo arm64 || echo x64) \
 && npm run standalone -- "$processor" \
 && mv "standalone/conflint-linux-$processor" standalone/conflint

# Nothing but the C library, which the executable needs.
FROM gcr.io/distroless/base-debian12:nonroot
COPY --from=build /conflint/standalone/conflint /usr/bin/conflint
COPY --from=build /conflint/LICENSE /conflint/dist/THIRD-PARTY-LICENCES.txt /usr/share/doc/conflint/
WORKDIR /work
ENTRYPOINT ["/usr/bin/conflint"]
