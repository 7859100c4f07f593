-- CreateTable
CREATE TABLE "ring_policy" (
    "slug" TEXT NOT NULL,
    "policy" TEXT NOT NULL,
    "set_by" BIGINT,

    CONSTRAINT "ring_policy_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "ring" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" BIGINT NOT NULL,
    "slug" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "wanted" INTEGER NOT NULL,
    "asked_by" BIGINT,
    "urged" BOOLEAN NOT NULL DEFAULT false,
    "alert_id" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ring_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ring_halt" (
    "incident_id" BIGINT NOT NULL,

    CONSTRAINT "ring_halt_pkey" PRIMARY KEY ("incident_id")
);

-- CreateTable
CREATE TABLE "aid" (
    "id" BIGSERIAL NOT NULL,
    "helper" TEXT NOT NULL,
    "asker" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "aid_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ring_incident_id_slug_key" ON "ring"("incident_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "aid_helper_asker_key" ON "aid"("helper", "asker");

-- AddForeignKey
ALTER TABLE "ring_policy" ADD CONSTRAINT "ring_policy_set_by_fkey" FOREIGN KEY ("set_by") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ring" ADD CONSTRAINT "ring_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ring" ADD CONSTRAINT "ring_asked_by_fkey" FOREIGN KEY ("asked_by") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ring_halt" ADD CONSTRAINT "ring_halt_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;
