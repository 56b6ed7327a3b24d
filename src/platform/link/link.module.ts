import { Module } from '@nestjs/common';

import { LinkRoutes } from './link-routes.js';
import { LinkClient } from './link.client.js';
import { RevokedCertificates } from './revoked-certificates.js';

/** What rooms need to ask other nodes, and to answer them. */
@Module({
  providers: [LinkClient, LinkRoutes, RevokedCertificates],
  exports: [LinkClient, LinkRoutes, RevokedCertificates],
})
export class LinkModule {}
