-- What was in flight when the old version stopped is uncertain, and so is how far an audience was walked.
UPDATE "delivery" SET "due_at" = coalesce("claimed_at", "due_at") WHERE "state" = 'sending';

DROP INDEX "delivery_queue";
DROP INDEX "delivery_due";
DROP INDEX "delivery_uncertain";
DROP INDEX "delivery_expiry";
DROP INDEX "delivery_once";
DROP INDEX "delivery_refresh_once";
DROP INDEX "alert_unplanned";
DROP INDEX "delivery_provider";

-- DropIndex
DROP INDEX "membership_slug_person_id_idx";

-- DropIndex
DROP INDEX "delivery_alert_id_idx";

-- AlterTable
ALTER TABLE "membership" ADD COLUMN     "answers_in" SMALLINT NOT NULL DEFAULT 32767;

-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "lane" TEXT;

-- AlterTable
ALTER TABLE "alert" ADD COLUMN     "planned" INTEGER NOT NULL DEFAULT 0,
ALTER COLUMN "cursor" SET DATA TYPE TEXT;

-- AlterTable
ALTER TABLE "delivery" DROP COLUMN "claimed_at",
ADD COLUMN     "tried_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "neighbourhood" ADD COLUMN     "enough" INTEGER;

-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "fell_back_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "spend" (
    "day" TEXT NOT NULL,
    "incident_id" BIGINT NOT NULL,
    "micros" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "spend_pkey" PRIMARY KEY ("day","incident_id")
);

-- CreateTable
CREATE TABLE "spend_cap" (
    "scope" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "spend_cap_pkey" PRIMARY KEY ("scope")
);

-- CreateIndex
CREATE INDEX "spend_incident_id_idx" ON "spend"("incident_id");

-- CreateTable
CREATE TABLE "claim" (
    "id" BIGSERIAL NOT NULL,
    "lane" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ids" BIGINT[],

    CONSTRAINT "claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lane" (
    "name" TEXT NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'running',
    "code" TEXT,
    "since" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "lane_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "membership_slug_answers_in_person_id_idx" ON "membership"("slug", "answers_in", "person_id");

-- What schema.prisma cannot say.

UPDATE "delivery" SET "state" = 'unknown', "tried_at" = "due_at" WHERE "state" = 'sending';
UPDATE "alert" SET "cursor" = 'rest' WHERE "cursor" IS NOT NULL;

-- A lane's queue, in the order it is claimed, and when its next copy that waits for a time is due.
CREATE INDEX "delivery_queue" ON "delivery" ("lane", "urgency", "id") WHERE "state" = 'queued';
CREATE INDEX "delivery_due" ON "delivery" ("lane", "due_at") WHERE "state" IN ('deferred', 'unknown');

-- Nobody is planned twice for one alert on one channel. One refresh at a time waits for a card.
CREATE UNIQUE INDEX "delivery_once" ON "delivery" ("alert_id", "contact_id", "op") WHERE "op" IN ('message', 'call') AND "alert_id" IS NOT NULL;
CREATE UNIQUE INDEX "delivery_refresh_once" ON "delivery" ("target_id") WHERE "op" = 'edit' AND "state" IN ('queued', 'deferred', 'unknown');

-- Telegram's ids say nothing without the chat.
CREATE INDEX "delivery_provider" ON "delivery" ("provider_id") WHERE "provider_id" IS NOT NULL AND "lane" NOT LIKE 'telegram%';
CREATE INDEX "alert_unplanned" ON "alert" ("id") WHERE "cursor" IS NOT NULL;
