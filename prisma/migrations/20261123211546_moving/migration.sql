-- AlterTable
ALTER TABLE "membership" ADD COLUMN     "settles_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "change" (
    "id" BIGSERIAL NOT NULL,
    "person_id" BIGINT NOT NULL,
    "contact_id" BIGINT NOT NULL,
    "channel" TEXT NOT NULL,
    "address_sealed" BYTEA,
    "address_hash" BYTEA,
    "secret_hash" BYTEA,
    "guesses" SMALLINT NOT NULL DEFAULT 5,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "change_person_id_key" ON "change"("person_id");

-- CreateIndex
CREATE INDEX "change_address_hash_idx" ON "change"("address_hash");

-- CreateIndex
CREATE INDEX "change_contact_id_idx" ON "change"("contact_id");

-- AddForeignKey
ALTER TABLE "change" ADD CONSTRAINT "change_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change" ADD CONSTRAINT "change_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;
