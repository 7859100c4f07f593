-- AlterTable
ALTER TABLE "neighbourhood" ADD COLUMN     "door" TEXT NOT NULL DEFAULT 'open';

-- CreateTable
CREATE TABLE "door_key" (
    "key_hash" BYTEA NOT NULL,
    "slug" TEXT NOT NULL,
    "person_id" BIGINT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "door_key_pkey" PRIMARY KEY ("key_hash")
);

-- CreateIndex
CREATE INDEX "door_key_person_id_idx" ON "door_key"("person_id");
