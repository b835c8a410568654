# One image for the api, the worker and the migrations: built once, started with different commands.

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY contract/package.json contract/
COPY backend/package.json backend/
COPY frontend/package.json frontend/
COPY sandbox/package.json sandbox/
RUN npm ci
COPY . .
RUN node scripts/build.mjs && npm prune --omit=dev

FROM node:20-bookworm-slim
ENV NODE_ENV=production FRONTEND_DIR=/app/frontend/dist STORAGE_DIR=/data/storage
WORKDIR /app
RUN mkdir -p /data && chown node:node /data
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/contract ./contract
COPY --from=build --chown=node:node /app/backend/package.json ./backend/
COPY --from=build --chown=node:node /app/backend/dist ./backend/dist
COPY --from=build --chown=node:node /app/frontend/dist ./frontend/dist
COPY --from=build --chown=node:node /app/sandbox/package.json ./sandbox/
COPY --from=build --chown=node:node /app/sandbox/dist ./sandbox/dist
COPY --from=build --chown=node:node /app/prisma ./prisma
USER node
VOLUME /data
EXPOSE 3001
CMD ["node", "--enable-source-maps", "backend/dist/api.js"]
