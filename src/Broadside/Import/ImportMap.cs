using Broadside.Import.Uploads;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import;

internal sealed class ImportMap : ITableMap
{
    public void Map(ModelBuilder model)
    {
        model.Entity<ImportUpload>(upload =>
        {
            upload.ToTable("import_uploads").HasKey(u => u.Id);
            upload.Ignore(u => u.IsAtWork);
        });
        model.Entity<ImportRun>().ToTable("import_runs").HasKey(r => r.Id);
        model.Entity<ImportItem>().ToTable("import_items").HasKey(i => new { i.Platform, i.Site, i.SourceId, i.Guid });
        model.Entity<MissingFile>().ToTable("missing_files").HasKey(f => new { f.Target, f.FileKey });
        model.Entity<ImportNote>().ToTable("import_notes").HasKey(n => new { n.Run, n.Number });
    }
}
