using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Broadside.Tests.House;

/// <summary>Which type of the program names which other, read out of the compiled code: bases, members, attributes' owners and every instruction.</summary>
internal sealed class CompiledCode : IDisposable
{
    private static readonly Dictionary<short, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value, o => o.OperandType);

    private readonly PEReader file;
    private readonly MetadataReader reader;
    private readonly NamedTypes named = new();
    private readonly List<TypeDefinitionHandle> found = [];

    public CompiledCode(string path)
    {
        file = new PEReader(File.OpenRead(path));
        reader = file.GetMetadataReader();
    }

    /// <summary>Pairs of full type names, the user first; nested types count as the type that they stand in.</summary>
    public IReadOnlyCollection<(string User, string Used)> Uses()
    {
        var uses = new HashSet<(string, string)>();
        foreach (var handle in reader.TypeDefinitions)
        {
            found.Clear();
            Read(reader.GetTypeDefinition(handle));
            var user = Name(handle);
            uses.UnionWith(found.Select(Name).Where(used => used != user).Select(used => (user, used)));
        }
        return uses;
    }

    public void Dispose() => file.Dispose();

    private void Read(TypeDefinition type)
    {
        Add(type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            Add(reader.GetInterfaceImplementation(implemented).Interface);
        }
        foreach (var field in type.GetFields())
        {
            found.AddRange(reader.GetFieldDefinition(field).DecodeSignature(named, null));
        }
        foreach (var handle in type.GetMethods())
        {
            var method = reader.GetMethodDefinition(handle);
            Add(method.DecodeSignature(named, null));
            if (method.RelativeVirtualAddress != 0)
            {
                Read(file.GetMethodBody(method.RelativeVirtualAddress));
            }
        }
    }

    private void Read(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
        {
            found.AddRange(reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(named, null).SelectMany(l => l));
        }
        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            var first = code.ReadByte();
            // 0xFE opens the codes of two bytes (ECMA-335 III.1.9).
            var operand = Operands[first == 0xFE ? unchecked((short)(0xFE00 | code.ReadByte())) : first];
            switch (operand)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    Add(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var cases = code.ReadInt32();
                    code.Offset += 4 * cases;
                    break;
                default:
                    code.Offset += Width(operand);
                    break;
            }
        }
    }

    private static int Width(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private void Add(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition when !handle.IsNil:
                found.Add((TypeDefinitionHandle)handle);
                break;
            case HandleKind.TypeSpecification:
                found.AddRange(reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(named, null));
                break;
            case HandleKind.FieldDefinition:
                found.Add(reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodDefinition:
                found.Add(reader.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                var member = reader.GetMemberReference((MemberReferenceHandle)handle);
                Add(member.Parent);
                break;
            case HandleKind.MethodSpecification:
                var method = reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                Add(method.Method);
                found.AddRange(method.DecodeSignature(named, null).SelectMany(t => t));
                break;
        }
    }

    private void Add(MethodSignature<ImmutableArray<TypeDefinitionHandle>> signature) =>
        found.AddRange([.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(p => p)]);

    private string Name(TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
        {
            type = reader.GetTypeDefinition(type.GetDeclaringType());
        }
        return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
    }
}
