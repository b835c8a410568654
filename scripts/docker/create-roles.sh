#!/bin/sh
# Runs once, when the database container is new: the two roles and the database. The owner runs migrations; the app owns nothing.
set -eu
psql -v ON_ERROR_STOP=1 -v app="$APP_PASSWORD" -v owner="$OWNER_PASSWORD" --username postgres <<'SQL'
create role parley_owner login nosuperuser bypassrls password :'owner';
create role parley_app login nosuperuser nobypassrls password :'app';
create database parley owner parley_owner;
SQL
