using Microsoft.EntityFrameworkCore;

namespace Broadside.Storage;

/// <summary>How a module's things are kept in tables. Names follow by convention (snake_case columns, enums as words, instants as microseconds); a map says the rest.</summary>
public interface ITableMap
{
    void Map(ModelBuilder model);
}
