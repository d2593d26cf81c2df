# Leadbot in a container: docker build --tag leadbot . (or compose.yaml, which docs/operating.md explains).

FROM python:3.11-slim AS build
WORKDIR /src
COPY . .
RUN sh .ci/install /opt/leadbot python3

FROM python:3.11-slim
# The number is fixed, so that a folder of yours can be given to it: chown 10001 data.
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin leadbot \
    && install --directory --owner=leadbot --group=leadbot --mode=0700 /data
COPY --from=build /opt/leadbot /opt/leadbot
ENV PATH=/opt/leadbot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/tmp \
    LEADBOT_DATABASE_URL=sqlite+aiosqlite:////data/leadbot.db \
    LEADBOT_HTTP_HOST=0.0.0.0
USER leadbot
WORKDIR /data
VOLUME /data
EXPOSE 8080
# Red where the bot does not serve, with the reason in `docker inspect`; a restart would not mend most of them.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=2 \
    CMD ["leadbot", "health"]
ENTRYPOINT ["leadbot"]
CMD ["run", "--json"]
