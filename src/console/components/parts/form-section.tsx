import React, { useEffect, useState } from 'react';

/** A part of a form that is opened by hand, or where something in it is wrong. */
export function FormSection({
  title,
  wrong,
  children,
}: {
  readonly title: string;
  readonly wrong: boolean;
  readonly children: React.ReactNode;
}): React.ReactElement {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (wrong) setOpen(true);
  }, [wrong]);
  return (
    <details
      className="cr-section"
      open={open}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>{title}</summary>
      <div>{children}</div>
    </details>
  );
}
