using System.Collections.Immutable;
using System.Reflection.Metadata;
using Types = System.Collections.Immutable.ImmutableArray<System.Reflection.Metadata.TypeDefinitionHandle>;

namespace Broadside.Tests.House;

/// <summary>Reads a signature as the list of the program's own types that it names.</summary>
internal sealed class NamedTypes : ISignatureTypeProvider<Types, object?>
{
    public Types GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [handle];

    public Types GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => [];

    public Types GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public Types GetGenericInstantiation(Types genericType, ImmutableArray<Types> typeArguments) => [.. genericType, .. typeArguments.SelectMany(t => t)];

    public Types GetFunctionPointerType(MethodSignature<Types> signature) => [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(t => t)];

    public Types GetModifiedType(Types modifier, Types unmodifiedType, bool isRequired) => [.. modifier, .. unmodifiedType];

    public Types GetPrimitiveType(PrimitiveTypeCode typeCode) => [];

    public Types GetGenericMethodParameter(object? genericContext, int index) => [];

    public Types GetGenericTypeParameter(object? genericContext, int index) => [];

    public Types GetArrayType(Types elementType, ArrayShape shape) => elementType;

    public Types GetSZArrayType(Types elementType) => elementType;

    public Types GetByReferenceType(Types elementType) => elementType;

    public Types GetPointerType(Types elementType) => elementType;

    public Types GetPinnedType(Types elementType) => elementType;
}
