-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "neighbourhood" (
    "slug" TEXT NOT NULL,
    "name_kk" TEXT NOT NULL,
    "name_ru" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "parent" TEXT,
    "city" TEXT NOT NULL,
    "lat" DOUBLE PRECISION,
    "lon" DOUBLE PRECISION,
    "next" TEXT[],
    "position" SERIAL NOT NULL,

    CONSTRAINT "neighbourhood_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "person" (
    "id" BIGSERIAL NOT NULL,
    "name_sealed" BYTEA,
    "language" TEXT NOT NULL,
    "trust" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "person_id" BIGINT NOT NULL,
    "slug" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("person_id","slug")
);

-- CreateTable
CREATE TABLE "contact" (
    "id" BIGSERIAL NOT NULL,
    "person_id" BIGINT,
    "channel" TEXT NOT NULL,
    "address_sealed" BYTEA NOT NULL,
    "address_hash" BYTEA NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "language" TEXT NOT NULL,
    "heard_at" TIMESTAMPTZ(3),
    "helped_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "forgotten" (
    "channel" TEXT NOT NULL,
    "address_hash" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "forgotten_pkey" PRIMARY KEY ("channel","address_hash")
);

-- CreateTable
CREATE TABLE "draft" (
    "id" BIGSERIAL NOT NULL,
    "contact_id" BIGINT NOT NULL,
    "content_sealed" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invite" (
    "token_hash" BYTEA NOT NULL,
    "slug" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "invite_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "inbound" (
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inbound_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" BIGSERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "supply" TEXT,
    "stage" TEXT NOT NULL,
    "asker" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "place_sealed" BYTEA,
    "point_sealed" BYTEA,
    "headcount_version" INTEGER NOT NULL DEFAULT 0,
    "card_version" INTEGER NOT NULL DEFAULT 0,
    "settled" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" BIGINT NOT NULL,
    "person_id" BIGINT,
    "contact_id" BIGINT,
    "place_sealed" BYTEA,
    "point_sealed" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answer" (
    "incident_id" BIGINT NOT NULL,
    "person_id" BIGINT NOT NULL,
    "answer" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "answer_pkey" PRIMARY KEY ("incident_id","person_id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "incident_id" BIGINT,
    "slug" TEXT NOT NULL,
    "content_sealed" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "cursor" BIGINT,
    "audience" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" BIGSERIAL NOT NULL,
    "alert_id" BIGINT,
    "incident_id" BIGINT,
    "person_id" BIGINT,
    "contact_id" BIGINT,
    "address_sealed" BYTEA,
    "lane" TEXT NOT NULL,
    "op" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "urgency" SMALLINT NOT NULL,
    "state" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "content_sealed" BYTEA,
    "target_id" BIGINT,
    "provider_id" TEXT,
    "segments" SMALLINT NOT NULL DEFAULT 0,
    "error_code" TEXT,
    "queued_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "shown_version" INTEGER NOT NULL DEFAULT 0,
    "shown_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipt" (
    "provider_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "error_code" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "applied" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("provider_id")
);

-- CreateIndex
CREATE INDEX "membership_slug_person_id_idx" ON "membership"("slug", "person_id");

-- CreateIndex
CREATE INDEX "contact_person_id_idx" ON "contact"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "contact_channel_address_hash_key" ON "contact"("channel", "address_hash");

-- CreateIndex
CREATE UNIQUE INDEX "draft_contact_id_key" ON "draft"("contact_id");

-- CreateIndex
CREATE INDEX "inbound_at_idx" ON "inbound"("at");

-- CreateIndex
CREATE INDEX "incident_stage_slug_kind_idx" ON "incident"("stage", "slug", "kind");

-- CreateIndex
CREATE INDEX "report_incident_id_idx" ON "report"("incident_id");

-- CreateIndex
CREATE INDEX "report_person_id_idx" ON "report"("person_id");

-- CreateIndex
CREATE INDEX "answer_person_id_idx" ON "answer"("person_id");

-- CreateIndex
CREATE INDEX "alert_incident_id_kind_idx" ON "alert"("incident_id", "kind");

-- CreateIndex
CREATE INDEX "delivery_incident_id_kind_person_id_idx" ON "delivery"("incident_id", "kind", "person_id");

-- CreateIndex
CREATE INDEX "delivery_contact_id_idx" ON "delivery"("contact_id");

-- CreateIndex
CREATE INDEX "delivery_alert_id_idx" ON "delivery"("alert_id");

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What schema.prisma cannot say.

-- A lane's queue, in the order it is claimed, and when its next copy is due.
CREATE INDEX "delivery_queue" ON "delivery" ("lane", "urgency", "id") WHERE "state" = 'queued';
CREATE INDEX "delivery_due" ON "delivery" ("lane", "due_at") WHERE "state" IN ('queued', 'unknown');
CREATE INDEX "delivery_uncertain" ON "delivery" ("lane") WHERE "state" IN ('sending', 'unknown');
CREATE INDEX "delivery_expiry" ON "delivery" ("expires_at") WHERE "state" = 'queued';

-- Nobody is planned twice for one alert; one refresh at a time waits for a card.
CREATE UNIQUE INDEX "delivery_once" ON "delivery" ("alert_id", "contact_id") WHERE "op" = 'message' AND "alert_id" IS NOT NULL;
CREATE UNIQUE INDEX "delivery_refresh_once" ON "delivery" ("target_id") WHERE "op" = 'edit' AND "state" = 'queued';

CREATE INDEX "delivery_provider" ON "delivery" ("provider_id") WHERE "lane" = 'sms' AND "provider_id" IS NOT NULL;
CREATE INDEX "receipt_new" ON "receipt" ("provider_id") WHERE NOT "applied";
CREATE INDEX "alert_unplanned" ON "alert" ("id") WHERE "cursor" IS NOT NULL;

-- The first neighbourhoods. Centres are rough, to be put right with `npm run neighbourhoods -- add`.
INSERT INTO "neighbourhood" ("slug", "name_kk", "name_ru", "name_en", "parent", "city", "lat", "lon", "next") VALUES
  ('almaty', 'Алматы', 'Алматы', 'Almaty', NULL, 'Almaty', 43.2380, 76.9450, '{}'),
  ('bakai', 'Бақай', 'Бакай', 'Bakai', 'almaty', 'Almaty', 43.2990, 76.8330, '{shanyrak}'),
  ('shanyrak', 'Шаңырақ', 'Шанырак', 'Shanyrak', 'almaty', 'Almaty', 43.2890, 76.8450, '{bakai}'),
  ('shanyrak-1', 'Шаңырақ-1', 'Шанырак-1', 'Shanyrak-1', 'shanyrak', 'Almaty', 43.2870, 76.8480, '{shanyrak-2}'),
  ('shanyrak-2', 'Шаңырақ-2', 'Шанырак-2', 'Shanyrak-2', 'shanyrak', 'Almaty', 43.2910, 76.8410, '{shanyrak-1}');
