-- CreateTable
CREATE TABLE "phrase" (
    "id" TEXT NOT NULL,
    "person_id" BIGINT NOT NULL,
    "audio_sealed" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "phrase_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "phrase_person_id_idx" ON "phrase"("person_id");

-- AddForeignKey
ALTER TABLE "phrase" ADD CONSTRAINT "phrase_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
