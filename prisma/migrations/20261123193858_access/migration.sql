-- AlterTable
ALTER TABLE "person" ADD COLUMN     "duress_hash" BYTEA,
ADD COLUMN     "frozen_at" TIMESTAMPTZ(3),
ADD COLUMN     "keeper" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "invite" ALTER COLUMN "slug" DROP NOT NULL;

-- AlterTable
ALTER TABLE "alert" ADD COLUMN     "author_id" BIGINT;

-- CreateTable
CREATE TABLE "request" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "asked_by" BIGINT,
    "slug" TEXT,
    "subject_id" BIGINT,
    "text_sealed" BYTEA,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" BIGINT,

    CONSTRAINT "request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" BIGINT,
    "rank" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "previous" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("seq")
);

-- What schema.prisma cannot say.

-- They are few, and looked for with every alarm.
CREATE INDEX "person_keeper" ON "person" ("id") WHERE "keeper";
CREATE INDEX "request_waiting" ON "request" ("expires_at") WHERE "state" = 'waiting';

-- The audit log only grows, whoever asks.
CREATE FUNCTION "append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log only grows';
END
$$;
CREATE TRIGGER "audit_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION "append_only"();
