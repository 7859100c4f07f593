-- AlterTable
ALTER TABLE "membership" ADD COLUMN     "joined_at" TIMESTAMPTZ(3),
ADD COLUMN     "suspended_at" TIMESTAMPTZ(3),
ADD COLUMN     "vouched" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "hides_place" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "vouch" (
    "slug" TEXT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "by_id" BIGINT NOT NULL,
    "means" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vouch_pkey" PRIMARY KEY ("member_id","slug","by_id")
);

-- CreateTable
CREATE TABLE "vouch_code" (
    "code_hash" BYTEA NOT NULL,
    "slug" TEXT NOT NULL,
    "person_id" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vouch_code_pkey" PRIMARY KEY ("code_hash")
);

-- CreateIndex
CREATE INDEX "vouch_by_id_idx" ON "vouch"("by_id");

-- CreateIndex
CREATE UNIQUE INDEX "vouch_code_person_id_slug_key" ON "vouch_code"("person_id", "slug");

-- AddForeignKey
ALTER TABLE "vouch" ADD CONSTRAINT "vouch_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vouch" ADD CONSTRAINT "vouch_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vouch_code" ADD CONSTRAINT "vouch_code_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
