"""Press kits: releases and assets in revisions, an embargo on one clock, licences; read from folders."""
