-- CreateTable
CREATE TABLE "recording" (
    "id" BIGSERIAL NOT NULL,
    "sid" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "audio_sealed" BYTEA,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recording_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "recording_sid_key" ON "recording"("sid");

-- CreateIndex
CREATE INDEX "recording_due_at_idx" ON "recording"("due_at");
