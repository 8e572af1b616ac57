import { useEditing } from '../context'
import { shapeOf } from '../model/shape'
import type { Asked } from './asked'
import { ConnectionField } from './connection-field'
import { FolderField } from './folder-field'
import { ListField } from './list-field'
import { SessionField, VariableField } from './name-fields'
import { NestedForm } from './nested-form'
import { EnumField, EnumsField } from './option-fields'
import { PairsField } from './pairs-field'
import { BooleanField, NumberField, TextField } from './plain-fields'
import { SecretField } from './secret-field'
import { TemplateField } from './template-field'
import { VariantsField } from './variants-field'

/** A field, drawn as its schema says. Steps are not drawn: they stand in the tree. */
export function Field({ form, ...asked }: Asked & { form?: string }) {
  const { definitions } = useEditing()
  const shape = shapeOf(asked.schema, definitions.grammar)
  // A connection is a name like any other for the schema.
  if (form === 'managed' && asked.path.at(-1) === 'connection') return <ConnectionField {...asked} />
  switch (shape.kind) {
    case 'steps':
      return null
    case 'session':
      return <SessionField {...asked} />
    case 'variable':
      return <VariableField {...asked} />
    case 'folder':
      return <FolderField {...asked} />
    case 'secret':
      return <SecretField {...asked} />
    case 'template':
      return <TemplateField {...asked} takes={shape.takes} />
    case 'file':
      return <TemplateField {...asked} />
    case 'any':
      return <TemplateField {...asked} takes="any" />
    case 'number':
      return <NumberField {...asked} min={shape.min} max={shape.max} />
    case 'boolean':
      return <BooleanField {...asked} />
    case 'enum':
      return <EnumField {...asked} options={shape.options} />
    case 'enums':
      return <EnumsField {...asked} options={shape.options} />
    case 'list':
      return <ListField {...asked} item={shape.item} alone={shape.alone} />
    case 'pairs':
      return <PairsField {...asked} of={shape.value} />
    case 'variants':
      return <VariantsField {...asked} variants={shape.variants} />
    case 'form':
      return <NestedForm {...asked} shape={shape} />
    case 'text':
      return <TextField {...asked} />
  }
}
